import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { catalogue, isNarrowable } from '#core/access/permission_catalog'
import { resources } from '#core/resources/registry'
import { api } from '#tests/support/api'
import { changeFor, someOfEverything } from '#tests/support/everything'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'

/** A request, and the question whether its caller may make it. */
interface Asked {
  readonly route: WalkedRoute
  readonly resource: string
  readonly action: string
  readonly id: string | null
}

/** What these ask for stands in no permission of theirs: any member may do it to their own. */
const ASK: Readonly<Record<string, string>> = {
  'PATCH /api/user-organizations/:id': 'members:update',
  'DELETE /api/user-organizations/:id': 'members:delete',
}

/** No one has seen this version, so that anyone who may do something does not do it. */
const UNSEEN = { 'If-Match': '"9999"' }

const BODILESS = new Set(['GET', 'DELETE'])

function permissionOf({ method, pattern, accessRule }: WalkedRoute): string | null {
  if (typeof accessRule === 'object' && accessRule?.permission) return accessRule.permission
  return ASK[`${method} ${pattern}`] ?? null
}

/** Of archived records, by a permission that is asked for living ones, too: which are meant is in no question. */
const OF_ARCHIVED = new Set(['/api/custom-fields/:id/restore', '/api/custom-fields/:id/purge'])

function readsFile({ pattern }: WalkedRoute): boolean {
  if (pattern === '/api/imports/:id/file') return true
  const [name = '', , picture = ''] = pattern.split('/').slice(2)
  return resources.get(name)?.images.includes(picture) ?? false
}

/** Every request that a question can be asked about: with each id that its path can name. */
function questions(ids: Readonly<Record<string, readonly string[]>>): Asked[] {
  return unversionedRoutes().flatMap((route): Asked[] => {
    const [noun = '', action = ''] = permissionOf(route)?.split(':') ?? []
    const name = route.pattern.split('/')[2] ?? ''
    if (noun === '' || /:(plugin|other|related_id)\b/.test(route.pattern)) return []
    /* That a record has no picture, or an import no file, is a 404 of its own. */
    if (route.method === 'GET' && readsFile(route)) return []
    if (OF_ARCHIVED.has(route.pattern)) return []
    if (!route.pattern.includes('/:id')) return [{ route, resource: noun, action, id: null }]
    if (resources.get(name)?.noun !== noun) return []
    return (ids[name] ?? []).map((id) => ({ route, resource: name, action, id }))
  })
}

/** Whether the request is let in, as its answer tells. */
async function isLetIn(client: ApiClient, { token }: Member, { route, id }: Asked) {
  const { method, pattern } = route
  const request = client
    .request(pattern.replace(':id', id ?? '').replace(':resource', 'customers'), method)
    .bearerToken(token)
    .headers(UNSEEN)
  const body = pattern === '/api/user-organizations/:id' ? { role: 'member' } : changeFor(pattern)
  const response = await (BODILESS.has(method) ? request : request.json(body))
  return { letIn: ![401, 403, 404].includes(response.status()), status: response.status() }
}

/** What the explanation says about a user when another one asks. */
async function explained(client: ApiClient, by: Member, { userId }: Member, asked: Asked) {
  const { resource, action, id } = asked
  /* An organization is the one that is asked in. */
  const about = id !== null && resource !== 'organizations' ? { id } : {}
  const response = await client
    .get('/api/access/explain/')
    .qs({ user: userId, resource, action, ...about })
    .bearerToken(by.token)
  response.assertStatus(200)
  return response.body()
}

async function personasOf(acme: Company): Promise<Record<string, Member>> {
  const narrow = [...catalogue.keys()].filter(isNarrowable).map((name) => `${name}/own`)
  return {
    'owner': acme.owner,
    'admin': await hire(acme, { as: 'admin' }),
    'role admin': await hire(acme, { roles: ['admin'] }),
    'sales': await hire(acme, { roles: ['sales'] }),
    'for their own': await hireWith(acme, narrow),
    'writes unread': await hireWith(acme, [
      'members:update',
      'customers:update',
      'organizations:delete',
    ]),
    'nobody': await hire(acme),
  }
}

test.group('Access | explained', () => {
  test('R-11: explains of every request, to every record, what its answer will be', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const personas = await personasOf(acme)
    const some = await someOfEverything(client, acme)

    const wrong: string[] = []
    const met = new Set<string>()
    for (const [who, persona] of Object.entries(personas)) {
      /* Many routes ask for the same, and none of these requests changes the answer. */
      const answers = new Map<string, ReturnType<typeof explained>>()
      const explanationOf = (asked: Asked) => {
        const question = [asked.resource, asked.action, asked.id].join()
        const answer = answers.get(question) ?? explained(client, acme.owner, persona, asked)
        answers.set(question, answer)
        return answer
      }
      const own = await api(client, persona).post('/api/customers/', { name: `Of ${who}` })
      const memberships = [persona.membershipId, acme.owner.membershipId]
      const ids = {
        ...some,
        'customers': [...(some.customers ?? []), ...(own.status() === 201 ? [own.body().id] : [])],
        'user-organizations': [...memberships, personas.admin?.membershipId ?? ''],
      }
      for (const asked of questions(ids)) {
        const { allowed, decided_by: rule, steps } = await explanationOf(asked)
        const { letIn, status } = await isLetIn(client, persona, asked)
        met.add(`${rule} ${letIn}`)
        if (allowed !== letIn) {
          const { route, id } = asked
          const said = steps.at(-1).detail
          wrong.push(`${who}: ${route.method} ${route.pattern} ${id}: ${status}, but: ${said}`)
        }
      }
    }

    assert.deepEqual(wrong, [])
    assert.includeMembers(
      [...met],
      ['place true', 'place false', 'role true', 'role false', 'self true', 'policy false']
    )
    assert.includeMembers([...met], ['record true', 'record false'])
  }).timeout(400_000)

  test('answers the same to users who ask about themselves', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { customers = [], permissions = [] } = await someOfEverything(client, acme)
    const wrong: string[] = []
    for (const [who, persona] of Object.entries(await personasOf(acme))) {
      const ids = { 'user-organizations': [persona.membershipId], customers, permissions }
      for (const asked of questions(ids).filter(({ id }) => id !== null)) {
        const theirs = await explained(client, persona, persona, asked)
        const ours = await explained(client, acme.owner, persona, asked)
        if (theirs.allowed !== ours.allowed) wrong.push(`${who}: ${asked.route.pattern}`)
      }
    }
    assert.deepEqual(wrong, [])
  }).timeout(60_000)
})
