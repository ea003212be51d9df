import type { ApiClient } from '@japa/api-client'
import { systemRole } from '#tests/support/access'
import type { Persona } from '#tests/support/personas'

interface MadeKey {
  readonly id: string
  /** What its holder sends. */
  readonly key: string
}

/** An API key, made through the API; within the role `sales` by default. */
export async function makeApiKey(
  client: ApiClient,
  by: Persona,
  { role = 'sales', ...body }: { role?: string } & Record<string, unknown> = {}
): Promise<MadeKey> {
  const response = await client
    .post('/api/api-keys/')
    .bearerToken(by.token)
    .json({ name: 'Web shop', role_id: await systemRole(client, by, role), ...body })
  response.assertStatus(201)
  return response.body()
}
