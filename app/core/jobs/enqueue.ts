import { v7 as uuidv7 } from 'uuid'
import { producer } from '#core/jobs/boss'
import type { Job } from '#core/jobs/define_job'
import { UnitOfWork } from '#core/database/unit_of_work'

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly after?: Date
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
  { after }: EnqueueOptions = {}
): Promise<string> {
  const unit = UnitOfWork.get()
  const boss = await producer.for(job)
  const id = uuidv7()
  const group = job.group(payload)
  const inserted = {
    id,
    data: payload,
    startAfter: after,
    ...(group !== null && { group: { id: group } }),
  }
  await boss.insert(job.queue, [inserted], {
    db: { executeSql: (text, values) => unit.query(text, values) },
  })
  return id
}
