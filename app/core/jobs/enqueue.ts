import { v7 as uuidv7 } from 'uuid'
import { producer } from '#core/jobs/boss'
import type { Job } from '#core/jobs/define_job'
import { UnitOfWork } from '#core/database/unit_of_work'

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly after?: Date
  /** How often this one is tried again, where that is not what its job says. */
  readonly retries?: number
  /** Seconds of an attempt at this one, where that is not what its job says. */
  readonly timeout?: number
}

/**
 * Enqueues a job in the running unit of work: it exists when, and only when,
 * the unit commits.
 *
 * @param payload what JSON can hold. With `organizationId` the job is that
 * organization's, and no other one can enqueue it
 * @returns the message id that the handler will be given
 * @throws outside of a unit
 */
export async function enqueue<P extends object>(
  job: Job<P>,
  payload: P,
  options: EnqueueOptions = {}
): Promise<string> {
  const [id = ''] = await enqueueAll(job, [payload], options)
  return id
}

/** The same for several, in one statement. @returns their message ids */
export async function enqueueAll<P extends object>(
  job: Job<P>,
  payloads: readonly P[],
  { after, retries, timeout }: EnqueueOptions = {}
): Promise<string[]> {
  const unit = UnitOfWork.get()
  const boss = await producer.for(job)
  const inserted = payloads.map((data) => {
    const group = job.group(data)
    return {
      id: uuidv7(),
      data,
      startAfter: after,
      ...(retries !== undefined && { retryLimit: retries }),
      ...(timeout !== undefined && { expireInSeconds: timeout }),
      ...(group !== null && { group: { id: group } }),
    }
  })
  if (inserted.length === 0) return []
  await boss.insert(job.queue, inserted, {
    db: { executeSql: (text, values) => unit.query(text, values) },
  })
  return inserted.map(({ id }) => id)
}
