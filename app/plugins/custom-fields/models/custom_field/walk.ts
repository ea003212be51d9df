import type { Cause } from '#core/access/job_identity'
import type { Job, JobContext } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** How far something has come that is done to all records of a field's resource, in the order of their ids. */
export interface Walk {
  readonly organizationId: string
  readonly fieldId: string
  /** On whose behalf it is done. */
  readonly by: Cause
  /** The id of the last record that it was done to. */
  readonly after: string
}

/** Before all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Records of a batch, whose transaction others may have to wait for. */
export const BATCH_SIZE = 1_000

/** Milliseconds after which the rest is another job: when this one is tried again, so much is done again. */
const TURN_MS = 20_000

/** A walk that begins, on behalf of the caller. */
export function beginWalk(fieldId: string): Walk {
  const { organizationId, cause } = UnitOfWork.get()
  if (organizationId === null) throw new Error('Fields are of an organization')
  return { organizationId, fieldId, by: cause, after: FIRST }
}

/** What a batch leaves to be done. */
export interface Rest<W> {
  readonly input: W
  /** Seconds that have to pass first. */
  readonly pause?: number
}

/**
 * Does something in batches, each in a transaction of its own, so that no one waits for all of it. What is
 * left after a while is enqueued with the last batch.
 *
 * @param work answers what is left, or null at the end
 */
export async function inBatches<W extends Walk>(
  job: Job<W>,
  input: W,
  { signal }: Pick<JobContext, 'signal'>,
  work: (input: W) => Promise<Rest<W> | null>
): Promise<void> {
  const until = Date.now() + TURN_MS
  let next: W | null = input
  while (next !== null) next = await batch(next)

  async function batch(current: W): Promise<W | null> {
    return UnitOfWork.run(forOrganization(current.organizationId), async (unit) => {
      unit.setActor(current.by?.userId ?? null, current.by?.keyId ?? null)
      const rest = await work(current)
      if (rest === null) return null
      const { pause = 0 } = rest
      if (pause === 0 && !signal.aborted && Date.now() < until) return rest.input
      const after = new Date(Date.now() + pause * 1_000)
      await enqueue(job, rest.input, { after })
      return null
    })
  }
}
