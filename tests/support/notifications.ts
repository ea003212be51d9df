import type { ApiClient } from '@japa/api-client'
import { notifyUsers } from '#plugins/notifications/consumer/notify'
import type { Company, Persona } from '#tests/support/personas'

/** A notification as the API shows it. */
export interface ShownNotification {
  readonly id: string
  readonly kind: string
  readonly resource: string
  readonly record_id: string
  readonly label: string | null
  readonly actor: { readonly id: string; readonly full_name: string } | null
  readonly is_read: boolean
}

/** Notifies users of a company of all that has happened, as a worker does. */
export async function notifyAll({ id }: Company): Promise<void> {
  while (await notifyUsers(id));
}

/** What the API shows a user of their notifications, the newest first. */
export async function notificationsOf(
  client: ApiClient,
  { token }: Persona,
  query: Readonly<Record<string, string>> = {}
): Promise<ShownNotification[]> {
  const response = await client.get('/api/notifications/').qs(query).bearerToken(token)
  response.assertStatus(200)
  return response.body().results
}
