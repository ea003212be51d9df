import type { ApiClient, ApiResponse } from '@japa/api-client'
import type { Persona } from '#tests/support/personas'

/** An event as the API shows it. */
export interface ShownEvent {
  readonly id: string
  readonly type: string
  readonly source: string
  readonly time: string
  readonly subject: string
  readonly sequence: string
  readonly data?: {
    readonly record?: Readonly<Record<string, unknown>> | null
    readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>
    readonly actor: { readonly type: string; readonly id: string | null }
    readonly via: string
    readonly cause_id: string | null
    readonly version: number | null
  }
}

/** A page of the log. */
export interface ShownPage {
  readonly results: readonly ShownEvent[]
  readonly cursor: string
  readonly has_more: boolean
}

/** Asks for events. */
export function askEvents(
  client: ApiClient,
  { token }: Pick<Persona, 'token'>,
  query: Readonly<Record<string, string | number>> = {}
): Promise<ApiResponse> {
  return client.get('/api/events/').qs(query).bearerToken(token)
}

/** One page of them. */
export async function readPage(
  client: ApiClient,
  by: Pick<Persona, 'token'>,
  query: Readonly<Record<string, string | number>> = {}
): Promise<ShownPage> {
  const response = await askEvents(client, by, query)
  response.assertStatus(200)
  return response.body()
}

/** All that there is now behind a cursor, in order. */
export async function readAll(
  client: ApiClient,
  by: Pick<Persona, 'token'>,
  query: Readonly<Record<string, string | number>> = {}
): Promise<ShownEvent[]> {
  const events: ShownEvent[] = []
  for (let after = query.after ?? 'earliest'; ;) {
    const page = await readPage(client, by, { ...query, after })
    events.push(...page.results)
    if (!page.has_more) return events
    after = page.cursor
  }
}

/** Where the log ends now. */
export async function latest(client: ApiClient, by: Pick<Persona, 'token'>): Promise<string> {
  const { cursor } = await readPage(client, by, { after: 'latest' })
  return cursor
}

export const typesIn = (events: readonly ShownEvent[]) => events.map(({ type }) => type)
