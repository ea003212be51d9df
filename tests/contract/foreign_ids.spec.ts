import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { isPublicRule } from '#core/access/access_rule'
import { RELATED_ID } from '#core/resources/define_resource'
import { changeFor, someOfEverything } from '#tests/support/everything'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'
import { digestOfRows } from '#tests/support/rows'

/** Known once the application runs: the routes that name a record by its id. */
function routesOfRecords(): WalkedRoute[] {
  const routes = unversionedRoutes().filter(
    ({ pattern, accessRule }) => pattern.includes('/:id') && !isPublicRule(accessRule)
  )
  if (routes.length < 40) throw new Error('A walk of no routes proves nothing')
  return routes
}

/** Status and body of what its owner is answered, but for what tells requests apart. */
async function answerTo(
  client: ApiClient,
  { owner }: Company,
  { method, pattern }: Pick<WalkedRoute, 'method' | 'pattern'>,
  id: string,
  related = id
): Promise<string> {
  const response = await client
    .request(pattern.replace(':id', id).replace(`:${RELATED_ID}`, related), method)
    .bearerToken(owner.token)
    .json(method === 'GET' ? {} : changeFor(pattern))
  return JSON.stringify([
    response.status(),
    { ...response.body(), request_id: null, instance: null },
  ])
}

test.group('Foreign ids | walk', () => {
  test('a foreign id is answered like an absent one, and changes nothing', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    await Promise.all([turnOnAll(acme), turnOnAll(globex)])
    const foreign = await someOfEverything(client, globex)
    const before = await digestOfRows({ organizationId: globex.id })

    const wrong: string[] = []
    const unknown: string[] = []
    for (const { method, pattern } of routesOfRecords()) {
      const noun = pattern.split('/')[2] ?? ''
      const answer = (id: string) => answerTo(client, acme, { method, pattern }, id)
      const ids = foreign[noun]
      if (!ids) unknown.push(pattern)
      for (const id of ids ?? []) {
        const [there, absent] = [await answer(id), await answer(randomUUID())]
        if (there !== absent || !there.startsWith('[404,')) {
          wrong.push(`${method} ${pattern}: ${there} instead of ${absent}`)
        }
      }
    }

    /* A record of another organization, or of another record, below one's own and below its own. */
    const own = await someOfEverything(client, acme)
    const below = routesOfRecords().filter(({ pattern }) => pattern.endsWith(`/:${RELATED_ID}`))
    for (const { method, pattern, resource } of below) {
      const answer = (id = '', related = '') =>
        answerTo(client, acme, { method, pattern }, id, related)
      const noun = pattern.split('/')[2] ?? ''
      const [[parent], [child]] = [own[noun] ?? [], foreign[resource?.name ?? ''] ?? []]
      const [theirs] = foreign[noun] ?? []
      if (!parent || !child) unknown.push(pattern)
      const absent = await answer(parent, randomUUID())
      for (const there of [await answer(parent, child), await answer(theirs, child)]) {
        const isUnknown = there.startsWith('[404,')
        if (!isUnknown) wrong.push(`${method} ${pattern}: ${there} instead of ${absent}`)
      }
      if ((await answer(parent, child)) !== absent) wrong.push(`${method} ${pattern} tells apart`)
    }
    assert.isNotEmpty(below)

    assert.deepEqual(
      unknown,
      [],
      'Give the walk an id of these: a resource of a plugin says its `sample`'
    )
    assert.deepEqual(wrong, [])
    assert.deepEqual(await digestOfRows({ organizationId: globex.id }), before)
  })

  test('what is no id is answered like an absent one', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)

    const wrong: string[] = []
    for (const { method, pattern } of routesOfRecords()) {
      const answer = (id: string) => answerTo(client, acme, { method, pattern }, id)
      const [malformed, absent] = [await answer('no-id'), await answer(randomUUID())]
      if (malformed !== absent) wrong.push(`${method} ${pattern}: ${malformed} is not ${absent}`)
    }

    assert.deepEqual(wrong, [])
  })
})
