import type { ApiClient } from '@japa/api-client'
import { api } from '#tests/support/api'
import type { MailServer } from '#tests/support/mail_server'
import { makePerson } from '#tests/support/people'
import type { Company, Persona } from '#tests/support/personas'

type Body = Record<string, unknown>

/** Has a company send through a mail server of its own. @returns the settings */
export async function setUp(
  client: ApiClient,
  { owner }: Company,
  { settings }: MailServer,
  more: Body = {}
): Promise<Body & { id: string }> {
  const made = await api(client, owner).post('/api/email-settings/', { ...settings, ...more })
  made.assertStatus(201)
  return made.body()
}

/** What is sent, where nothing else is said: some words to a new person. */
export async function orderTo(company: Company, email: string, more: Body = {}): Promise<Body> {
  const id = await makePerson(company, { name: 'Ada Byron', first_name: 'Ada', email })
  return { to_type: 'people', to_id: id, subject: 'Hello', body: 'Hello Ada', ...more }
}

/** Sends an e-mail to a new person. */
export async function sendTo(
  client: ApiClient,
  company: Company,
  email: string,
  { as = company.owner, ...more }: Body & { as?: Persona } = {}
) {
  return api(client, as).post('/api/emails/', await orderTo(company, email, more))
}
