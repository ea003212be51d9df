import type { ApiClient } from '@japa/api-client'
import { Webhook as Receiver } from 'standardwebhooks'
import { type ShownEvent } from '#tests/support/event_log'
import type { ReceivedRequest } from '#tests/support/other_system'
import type { Company, Persona } from '#tests/support/personas'
import { runWebhook } from '#plugins/webhooks/delivery/run'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'

export const WEBHOOKS = '/api/webhooks/'

/** A webhook as the API shows it when it is made. */
export interface MadeWebhook {
  readonly id: string
  readonly secret: string
  readonly url: string
  readonly [field: string]: unknown
}

/** A delivery as the API lists it. */
export interface ShownDelivery {
  readonly id: string
  readonly state: string
  readonly event_id: string
  readonly event_type: string
  readonly subject: string
  readonly attempt: number
  readonly status: number | null
  readonly error: string | null
  readonly next_attempt_at: string | null
  readonly attempted_at: string | null
}

/** A webhook, made through the API; of customers by default. */
export async function makeWebhook(
  client: ApiClient,
  by: Pick<Persona, 'token'>,
  body: Readonly<Record<string, unknown>>
): Promise<MadeWebhook> {
  const response = await client
    .post(WEBHOOKS)
    .bearerToken(by.token)
    .json({ types: ['customers.*'], ...body })
  response.assertStatus(201)
  return response.body()
}

/** Does what a worker does for one webhook, as long as there is something to do at the moment. */
export async function deliver(
  { id: organizationId }: Company,
  { id: webhookId }: Pick<MadeWebhook, 'id'>
): Promise<void> {
  await runWebhook({ organizationId, webhookId }, new AbortController().signal)
}

/** Everything that waits for another attempt of a webhook is due, as if time had passed. */
export async function passRetries({ id }: Company, webhook: Pick<MadeWebhook, 'id'>) {
  await UnitOfWork.run(forOrganization(id), async (unit) => {
    await unit.query(
      `UPDATE webhook_deliveries SET next_attempt_at = now() - interval '1 second'
       WHERE webhook_id = $1 AND state = 'pending'`,
      [webhook.id]
    )
    await unit.query('UPDATE webhook_progress SET not_before = NULL WHERE webhook_id = $1', [
      webhook.id,
    ])
  })
}

/** Writes into how far a webhook has come. @param assignments SQL */
export async function setProgress({ id }: Pick<MadeWebhook, 'id'>, assignments: string) {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(`UPDATE webhook_progress SET ${assignments} WHERE webhook_id = $1`, [id])
  )
}

/** What the API shows of a webhook's deliveries, the oldest first. */
export async function deliveriesOf(
  client: ApiClient,
  by: Pick<Persona, 'token'>,
  { id }: Pick<MadeWebhook, 'id'>,
  query: Readonly<Record<string, string | number>> = {}
): Promise<ShownDelivery[]> {
  const response = await client
    .get(`${WEBHOOKS}${id}/deliveries/`)
    .qs({ ordering: 'created_at,id', ...query })
    .bearerToken(by.token)
  response.assertStatus(200)
  return response.body().results
}

/** The event in a request, once its signature is verified by the library that receivers use. @throws */
export function verified(request: ReceivedRequest, secret: string): ShownEvent {
  const event: unknown = new Receiver(secret).verify(request.body, { ...request.headers })
  if (!isEvent(event)) throw new Error('The request holds no event')
  return event
}

function isEvent(value: unknown): value is ShownEvent {
  return typeof value === 'object' && value !== null && 'specversion' in value
}
