import type { Ready } from '#plugins/webhooks/delivery/batch'
import type { Outcome } from '#plugins/webhooks/delivery/outcome'
import type { Attempt } from '#plugins/webhooks/delivery/send'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Attempts of which the log keeps the times: all of one round. */
const KEPT_ATTEMPTS = 10

/** Writes down what came of an attempt. In a unit of the organization. */
export async function recordAttempt(
  { id, attempt }: Ready,
  { result, durationMs, error, requestHeaders, answerHeaders, answer }: Attempt,
  { state, retryIn }: Outcome
): Promise<void> {
  const { status } = result
  const at = new Date().toISOString()
  const entry = { attempt, at, status, duration_ms: durationMs, error }
  await UnitOfWork.get().query(
    `UPDATE webhook_deliveries
     SET state = $2, attempt = $3, status = $4, duration_ms = $5, error = $6,
       next_attempt_at = now() + make_interval(secs => $7), attempted_at = $8,
       request_headers = $9, answer_headers = $10, answer = $11,
       attempts = jsonb_path_query_array(attempts || $12::jsonb, '$[last - ${KEPT_ATTEMPTS - 1} to last]')
     WHERE organization_id = app_organization() AND id = $1 AND state = 'pending'`,
    [
      ...[id, state, attempt, status, durationMs, error, retryIn, at],
      ...[requestHeaders, answerHeaders, answer, JSON.stringify([entry])],
    ]
  )
}

/** Writes down that something was delivered. */
export async function recordRecovery(webhookId: string): Promise<void> {
  await UnitOfWork.get().query(
    `UPDATE webhook_progress SET failing_since = NULL
     WHERE organization_id = app_organization() AND webhook_id = $1`,
    [webhookId]
  )
}

/**
 * Writes down that something was not delivered.
 *
 * @param busyFor seconds for which the receiver asks to be left alone; null for none
 * @returns whether nothing has been delivered for so many days
 */
export async function recordFailure(
  webhookId: string,
  busyFor: number | null,
  days: number
): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query<{ isHopeless: boolean }>(
    `UPDATE webhook_progress
     SET failing_since = coalesce(failing_since, now()),
       not_before = coalesce(now() + make_interval(secs => $2), not_before)
     WHERE organization_id = app_organization() AND webhook_id = $1
     RETURNING failing_since <= now() - make_interval(days => $3) AS "isHopeless"`,
    [webhookId, busyFor, days]
  )
  return rows[0]?.isHopeless ?? false
}
