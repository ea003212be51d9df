import type { ApiClient } from '@japa/api-client'
import { randomUUID } from 'node:crypto'
import type { Persona } from '#tests/support/personas'

type Body = Record<string, unknown>

/** A role, made through the API. @returns its id */
export async function makeRole(client: ApiClient, by: Persona, body: Body = {}): Promise<string> {
  const response = await client
    .post('/api/roles/')
    .bearerToken(by.token)
    .json({ name: `Role ${randomUUID().slice(0, 8)}`, ...body })
  response.assertStatus(201)
  return response.body().id
}

/** The id of a built-in role. */
export async function systemRole(client: ApiClient, by: Persona, slug: string): Promise<string> {
  const response = await client.get(`/api/roles/?slug=${slug}`).bearerToken(by.token)
  return response.body().results[0].id
}

/** Gives a member a role through the API. @returns the assignment's id */
export async function assignRole(
  client: ApiClient,
  by: Persona,
  userId: string,
  roleId: string
): Promise<string> {
  const response = await client
    .post('/api/user-roles/')
    .bearerToken(by.token)
    .json({ user_id: userId, role_id: roleId })
  response.assertStatus(201)
  return response.body().id
}
