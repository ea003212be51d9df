import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { runJobs } from '#tests/support/jobs'
import { type Mailbox, tokenIn } from '#tests/support/mailbox'
import type { Persona } from '#tests/support/personas'

type Body = Record<string, unknown>

/** An address that no one has. */
export const freshAddress = () => `colleague.${randomUUID()}@example.com`

/** Invites a user through the API. @returns the invitation */
export async function invite(client: ApiClient, by: Persona, body: Body = {}) {
  const response = await client
    .post('/api/invitations/')
    .bearerToken(by.token)
    .json({ email: freshAddress(), ...body })
  response.assertStatus(201)
  const invitation: { id: string; email: string } = response.body()
  return invitation
}

/** The token of the newest letter for an address, once it has been sent. */
export async function deliveredToken(mailbox: Mailbox, email: string): Promise<string> {
  await runJobs()
  return tokenIn(mailbox.last(email))
}

/** What a user without an account sends to accept. */
export const newcomer = (token: string, changes: Body = {}) => ({
  token,
  password: 'plenty of salted caramel',
  first_name: 'Carla',
  last_name: 'Colleague',
  ...changes,
})
