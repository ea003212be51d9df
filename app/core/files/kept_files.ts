import logger from '@adonisjs/core/services/logger'
import { Problem } from '#core/http/exceptions/problem'
import type { FileStore } from '#core/files/store'
import { isWrapped } from '#core/plugins/plugin_set'
import { service } from '#core/plugins/services/service'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Where the files of an organization lie, as plugins that are on there have it. Also outside of units of work. */
export async function filesOf(organizationId: string): Promise<FileStore> {
  const ask = () => service('files.storage', { organizationId })
  const isAsked = !isWrapped('files.storage') || Boolean(UnitOfWork.current())
  const store = await (isAsked ? ask() : UnitOfWork.run(forOrganization(organizationId), ask))
  return {
    put: (path, bytes, contentType) => reported(() => store.put(path, bytes, contentType)),
    get: (path) => reported(() => store.get(path)),
    delete: (path) => reported(() => store.delete(path)),
    list: (folder) => reported(() => store.list(folder)),
    deleteAll: (folder) => reported(() => store.deleteAll(folder)),
  }
}

/** A disk that is full, read-only or away is no fault of whoever asks. */
async function reported<T>(work: () => Promise<T>): Promise<T> {
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
