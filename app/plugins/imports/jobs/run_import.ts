import type { Initiator } from '#core/access/job_identity'
import { defineJob } from '#core/jobs/define_job'

/** A batch of an import, and for whom it is worked. */
export interface NextBatch {
  readonly organizationId: string
  readonly importId: string
  readonly piece: number
  readonly orderer: Initiator & { readonly requestId: string }
}

const RETRY = { limit: 8, delay: 2, backoff: true }

/**
 * Works one batch of an import and enqueues the job of the next one, in one
 * transaction: each line is worked exactly once, however often this is tried,
 * and imports of several organizations take turns.
 */
export default defineJob<NextBatch>({
  name: 'imports:work',
  unit: 'none',
  retry: RETRY,
  timeout: 120,

  async handle(piece, { attempt }) {
    const { failImport, workBatch } = await import('#plugins/imports/jobs/import_batch')
    try {
      await workBatch(piece)
    } catch (error) {
      if (attempt > RETRY.limit) await failImport(piece, error)
      throw error
    }
  },
})
