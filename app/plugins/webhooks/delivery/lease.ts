import { v7 as uuidv7 } from 'uuid'
import { ConcurrencyLimiter } from '#core/support/concurrency_limiter'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Which webhook it is. */
export interface Place {
  readonly organizationId: string
  readonly webhookId: string
}

/** The right to send what a webhook has to send, which one process has at a time. */
export interface Lease extends Place {
  readonly id: string
}

/** For which a process that is gone keeps others away: longer than a request that it may have sent. */
export const LEASE_SECONDS = 30

/** Deliveries that wait at the most; until there is room, further events wait in the log. */
const MAX_PENDING = 10_000

/** Units of all runs of this process at once: the rest of the pool is for requests. */
const units = new ConcurrencyLimiter(4, Infinity)

/** Does something in a unit of the webhook's organization, when its turn comes. */
export function inUnit<T>({ organizationId }: Place, work: () => Promise<T>): Promise<T> {
  return units.pass(() => UnitOfWork.run(forOrganization(organizationId), work))
}

/** @returns null where another process has it */
export async function takeLease(place: Place): Promise<Lease | null> {
  const id = uuidv7()
  const { rowCount } = await inUnit(place, () =>
    UnitOfWork.get().query(
      `UPDATE webhook_progress
       SET lease = $2, leased_until = now() + make_interval(secs => $3)
       WHERE organization_id = app_organization() AND webhook_id = $1
         AND (leased_until IS NULL OR leased_until < now())`,
      [place.webhookId, id, LEASE_SECONDS]
    )
  )
  return rowCount === 1 ? { ...place, id } : null
}

/** What is there to be sent next: at the head of each subject, since what is behind it waits for it. */
const NEXT_DUE = `(SELECT min(head.next_attempt_at) FROM (
    SELECT DISTINCT ON (d.subject) d.next_attempt_at FROM webhook_deliveries d
    WHERE d.organization_id = app_organization() AND d.webhook_id = $1 AND d.state = 'pending'
    ORDER BY d.subject, d.number) head)`

const PENDING = `(SELECT count(*) FROM webhook_deliveries d
  WHERE d.organization_id = app_organization() AND d.webhook_id = $1 AND d.state = 'pending')`

/** Gives it back, and says when there is something to do again besides what comes into the log. */
export async function releaseLease(lease: Lease): Promise<void> {
  await inUnit(lease, () =>
    UnitOfWork.get().query(
      `UPDATE webhook_progress
       SET lease = NULL, leased_until = NULL, ran_at = clock_timestamp(),
         due_at = ${NEXT_DUE}, is_backlogged = ${PENDING} >= $3
       WHERE organization_id = app_organization() AND webhook_id = $1 AND lease = $2`,
      [lease.webhookId, lease.id, MAX_PENDING]
    )
  )
}
