import type { ApiClient } from '@japa/api-client'
import type { Persona } from '#tests/support/personas'

type Body = Record<string, unknown>

/** The API as a user calls it. */
export function api(client: ApiClient, { token }: Persona) {
  return {
    get: (path: string) => client.get(path).bearerToken(token),
    post: (path: string, body: Body = {}) => client.post(path).bearerToken(token).json(body),
    patch: (path: string, body: Body) => client.patch(path).bearerToken(token).json(body),
    put: (path: string, body: Body) => client.put(path).bearerToken(token).json(body),
    delete: (path: string) => client.delete(path).bearerToken(token),
  }
}
