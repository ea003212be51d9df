import type { Initiator } from '#core/access/job_identity'
import { defineJob } from '#core/jobs/define_job'

/** An import that is taken back, and for whom. */
export interface NextReversion {
  readonly organizationId: string
  readonly importId: string
  readonly orderer: Initiator & { readonly requestId: string }
}

const RETRY = { limit: 8, delay: 2, backoff: true }

/**
 * Takes back some of what an import did, and enqueues the job of the rest, in
 * one transaction: what is taken back is forgotten with it, so that nothing is
 * twice.
 */
export default defineJob<NextReversion>({
  name: 'imports:revert',
  unit: 'none',
  retry: RETRY,
  timeout: 120,

  async handle(next, { attempt }) {
    const { failReversion, revertBatch } = await import('#plugins/imports/jobs/reversion_batch')
    try {
      await revertBatch(next)
    } catch (error) {
      if (attempt > RETRY.limit) await failReversion(next, error)
      throw error
    }
  },
})
