import type { ApiClient } from '@japa/api-client'
import { api } from '#tests/support/api'
import type { Company } from '#tests/support/personas'

/** A label of a company's own. @returns its id */
export async function makeLabel(
  client: ApiClient,
  { owner }: Company,
  label: { from: string; to: string; key: string } & Record<string, unknown>
): Promise<string> {
  const response = await api(client, owner).post('/api/association-labels/', {
    title: label.key,
    ...label,
  })
  response.assertStatus(201)
  return response.body().id
}
