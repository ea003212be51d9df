import logger from '@adonisjs/core/services/logger'
import { Problem } from '#core/http/exceptions/problem'

/** A disk that is full, read-only or away is no fault of the caller. @throws 503 for what a storage fails with */
export async function reported<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem || !isOfStorage(error)) throw error
    logger.error({ err: error }, 'files cannot be kept or read')
    throw new Problem(503, {
      code: 'files_unavailable',
      detail: 'Files cannot be kept or read at the moment.',
      headers: { 'Retry-After': '30' },
      cause: error,
    })
  }
}

/** Whether an error has a code, as those of the operating system and of other stores have. */
function isOfStorage(error: unknown): boolean {
  return typeof Object(error).code === 'string'
}
