import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { changeFor, someOfEverything } from '#tests/everything'
import { makeCompany } from '#tests/personas'
import { turnOnAll } from '#tests/plugins'
import { unversionedRoutes } from '#tests/routes'
import { digestOfRows } from '#tests/rows'

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
    for (const { method, pattern, requirement } of unversionedRoutes()) {
      const noun = pattern.split('/')[2] ?? ''
      if (!pattern.includes('/:id') || requirement === 'public') continue
      const answer = async (id: string) => {
        const response = await client
          .request(pattern.replace(':id', id), method)
          .bearerToken(acme.owner.token)
          .json(method === 'GET' ? {} : changeFor(pattern))
        return JSON.stringify([
          response.status(),
          { ...response.body(), request_id: null, instance: null },
        ])
      }
      const ids = foreign[noun]
      if (!ids) unknown.push(pattern)
      for (const id of ids ?? []) {
        const [there, absent] = [await answer(id), await answer(randomUUID())]
        if (there !== absent || !there.startsWith('[404,')) {
          wrong.push(`${method} ${pattern}: ${there} instead of ${absent}`)
        }
      }
    }

    assert.deepEqual(unknown, [], 'Give the walk an id of these')
    assert.deepEqual(wrong, [])
    assert.deepEqual(await digestOfRows({ organizationId: globex.id }), before)
  })

  test('what is no id is answered like an absent one', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)

    const wrong: string[] = []
    for (const { method, pattern, requirement } of unversionedRoutes()) {
      if (!pattern.includes('/:id') || requirement === 'public') continue
      const answer = async (id: string) => {
        const response = await client
          .request(pattern.replace(':id', id), method)
          .bearerToken(acme.owner.token)
          .json(method === 'GET' ? {} : changeFor(pattern))
        return JSON.stringify([
          response.status(),
          { ...response.body(), request_id: null, instance: null },
        ])
      }
      const [malformed, absent] = [await answer('no-id'), await answer(randomUUID())]
      if (malformed !== absent) wrong.push(`${method} ${pattern}: ${malformed} is not ${absent}`)
    }

    assert.deepEqual(wrong, [])
  })
})
