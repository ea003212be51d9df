import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { changeFor, someOfEverything } from '#tests/support/everything'
import { type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'
import { digestOfRows } from '#tests/support/rows'
import { catalogue, isNarrowable } from '#core/access/permission_catalog'

/** What requests leave behind that are refused: how often a user tried. */
const COUNTS = ['throttles']

/** What has no version, so that no one saw another one. */
const UNVERSIONED = new Set(['/api/attachment-uploads/:id'])

type Headers = Readonly<Record<string, string>>

/** A request that is likely to be refused. */
interface Attempt {
  readonly who: string
  readonly persona: Persona | null
  readonly body: (pattern: string) => Record<string, unknown>
  readonly headers?: Headers
}

function send(
  client: ApiClient,
  { method }: WalkedRoute,
  path: string,
  { persona, body, headers = {} }: Attempt,
  pattern: string
) {
  let request = client.request(path, method).headers({ ...headers })
  if (persona) request = request.bearerToken(persona.token)
  return method === 'GET' ? request : request.json(body(pattern))
}

test.group('Refusals | walk', () => {
  test('R-12: whatever is refused has changed no row, on every route', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const narrow = [...catalogue.keys()].filter(isNarrowable).map((name) => `${name}/own`)
    const nonsense = () => ({ no_such_field: 'nonsense', ids: 'nonsense', email: 7 })
    const attempts: readonly Attempt[] = [
      { who: 'nobody', persona: null, body: changeFor },
      { who: 'a user without a role', persona: await hire(acme), body: changeFor },
      { who: 'a user for their own', persona: await hireWith(acme, narrow), body: changeFor },
      { who: 'an owner with nonsense', persona: acme.owner, body: nonsense },
      {
        who: 'an owner who saw another version',
        persona: acme.owner,
        body: changeFor,
        headers: { 'If-Match': '"9999"' },
      },
    ]
    const routes = unversionedRoutes().filter(({ pattern, method }) => {
      /* Logging out is no refusal, and ends the walk. */
      return pattern.startsWith('/api/') && method !== 'GET' && !/\/(logout|revoke)$/.test(pattern)
    })

    const changed: string[] = []
    const refused = new Map<number, number>()
    const asked = { except: COUNTS, seenFrom: acme.id }
    let before = await digestOfRows(asked)
    for (const attempt of attempts) {
      for (const route of routes) {
        const { method, pattern } = route
        const id = ids[pattern.split('/')[2] ?? '']?.[0] ?? acme.id
        const path = pattern.replace(':id', id)
        /* What the user may do would be done, and end their session or what the walk needs. */
        const isOwner = attempt.persona === acme.owner
        if (isOwner && (pattern.startsWith('/api/auth/') || pattern === '/api/organizations/:id')) {
          continue
        }
        if (isOwner && method === 'DELETE' && (!attempt.headers || UNVERSIONED.has(pattern)))
          continue
        const response = await send(client, route, path, attempt, pattern)
        const status = response.status()
        const after = await digestOfRows(asked)
        if (status >= 400) {
          refused.set(status, (refused.get(status) ?? 0) + 1)
          const tables = Object.keys(after).filter((name) => after[name] !== before[name])
          if (tables.length > 0 || status >= 500) {
            changed.push(`${attempt.who}: ${method} ${pattern}: ${status}, ${tables.join()}`)
          }
        }
        before = after
      }
    }

    assert.deepEqual(changed, [])
    for (const status of [401, 403, 404, 412, 422]) {
      assert.isAbove(refused.get(status) ?? 0, 5, String(status))
    }
  }).timeout(240_000)
})
