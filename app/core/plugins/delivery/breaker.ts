import { FailedAttempt } from '#core/jobs/attempt'
import { enqueue } from '#core/jobs/enqueue'
import type { Message } from '#core/plugins/api'
import { type ListenerPlace, messageJobOf, optionsAt } from '#core/plugins/messages'
import { UnitOfWork } from '#core/database/unit_of_work'

/*
 * A listener that keeps failing is paused in the organization where it does: what it should be told
 * is laid by, and one message tries it again after a while that grows. A single message that fails
 * does not pause it, however often it is tried: it is a dead letter at last, and the others pass.
 */

/** So many messages in a row have to fail, each of them another one. */
export const FAILURES = 5
/** Seconds until a paused listener is tried again, twice as many after each time. */
const FIRST_PAUSE = 60
const MAX_PAUSE = 3_600

/** What is known of the failures of a listener in an organization. */
export interface Breaker {
  readonly isPaused: boolean
  /** How often it was tried in vain since it was paused. */
  readonly tries: number
}

/** Null when it has not failed since it last succeeded. In a unit of the organization, like all here. */
export async function findBreaker({ plugin, listener }: ListenerPlace): Promise<Breaker | null> {
  const { rows } = await UnitOfWork.get().query<{ isPaused: boolean; tries: number }>(
    `SELECT retry_at IS NOT NULL AS "isPaused", tries FROM listener_breakers
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2`,
    [plugin, listener]
  )
  return rows[0] ?? null
}

/** Counts a message that failed, and pauses the listener when it is one too many in a row. */
export async function countFailure(
  place: ListenerPlace,
  { message: { id } }: { readonly message: Message },
  error: unknown
): Promise<void> {
  const { rows } = await UnitOfWork.get().query<{ failures: number }>(
    `INSERT INTO listener_breakers AS b (organization_id, plugin, listener, failed, reason)
     VALUES (app_organization(), $1, $2, ARRAY[$3::uuid], $4)
     ON CONFLICT (organization_id, plugin, listener) DO UPDATE
     SET failed = CASE WHEN $3 = ANY (b.failed) OR cardinality(b.failed) >= $5 THEN b.failed
                       ELSE b.failed || $3::uuid END,
         reason = $4, updated_at = now()
     RETURNING cardinality(failed) AS failures`,
    [place.plugin, place.listener, id, sentenceOf(error), FAILURES]
  )
  if ((rows[0]?.failures ?? 0) >= FAILURES) await pause(place)
}

/** Leaves it paused for longer, unless something else has tried it meanwhile. */
export async function reopen(place: ListenerPlace, tries: number, error: unknown): Promise<void> {
  const { rows } = await UnitOfWork.get().query<{ retryAt: Date }>(
    `UPDATE listener_breakers
     SET tries = tries + 1, reason = $3, updated_at = now(), retry_at = ${nextTry('tries + 1')}
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
       AND retry_at IS NOT NULL AND tries = $4
     RETURNING retry_at AS "retryAt"`,
    [place.plugin, place.listener, sentenceOf(error), tries]
  )
  if (rows[0]) await tryAgain(place, rows[0].retryAt)
}

async function pause(place: ListenerPlace): Promise<void> {
  const { rows } = await UnitOfWork.get().query<{ retryAt: Date }>(
    `UPDATE listener_breakers
     SET retry_at = ${nextTry('tries')}, paused_at = coalesce(paused_at, now()), updated_at = now()
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
       AND retry_at IS NULL
     RETURNING retry_at AS "retryAt"`,
    [place.plugin, place.listener]
  )
  if (rows[0]) await tryAgain(place, rows[0].retryAt)
}

async function tryAgain(place: ListenerPlace, at: Date): Promise<void> {
  /* However often the listener is tried: without this job nothing would end its pause. */
  const { timeout } = await optionsAt(place)
  const options = { after: at, ...(timeout !== undefined && { timeout }) }
  await enqueue(messageJobOf({ id: place.plugin }), { ...place, message: null }, options)
}

/** The moment of the next try, as SQL. @param tries how many were in vain, as SQL */
function nextTry(tries: string): string {
  return `now() + make_interval(secs => least(${MAX_PAUSE}, ${FIRST_PAUSE} * power(2, least(${tries}, 16))))`
}

/** What may be shown of an error: the one sentence that is kept of failed jobs, too. */
function sentenceOf(error: unknown): string {
  return new FailedAttempt(error).message
}
