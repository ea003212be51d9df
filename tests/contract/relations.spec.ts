import { isDeepStrictEqual } from 'node:util'
import { test } from '@japa/runner'
import { columnOf } from '#core/resources/query/field_sql'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { api } from '#tests/support/api'
import { someOfEverything } from '#tests/support/everything'
import { makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { unversionedRoutes } from '#tests/support/routes'

/** Whose name is taken by the words of the reason. */
const IN_WORDS = new Set(['deals.lost_reason'])

/** The columns of a resource that name another record, of which a field shows something. */
function relationsOf(resource: Resource): string[] {
  const keys = new Set(
    Object.values(resource.relations)
      .filter(({ references }) => references === undefined)
      .map(({ key }) => key)
  )
  for (const [name, { compared }] of Object.entries(resource.fields)) {
    const column = compared ? columnOf(resource, name) : null
    if (column) keys.add(column)
  }
  return [...keys]
}

const paths = (method: string, suffix: string) =>
  new Set(
    unversionedRoutes().flatMap((route) =>
      route.method === method && route.pattern.endsWith(suffix) ? route.pattern : []
    )
  )

const listed = () => {
  const known = paths('GET', '')
  return [...resources.values()].filter(({ name }) => known.has(`/api/${name}`))
}

test.group('Relations | rule', () => {
  test('each related record has an id of its own name that is readable in lists and details, filterable and sortable', ({
    assert,
  }) => {
    const broken = listed().flatMap((resource) =>
      relationsOf(resource).flatMap((key) => {
        const field = resource.fields[key]
        const wrong = [
          ...(field ? [] : ['not there']),
          ...(field?.type === 'uuid' ? [] : ['no id']),
          ...(['eq', 'ne', 'in', 'nin', 'is_null'] as const).filter(
            (operator) => !field?.operators.includes(operator)
          ),
          ...(field?.sortable ? [] : ['not sortable']),
          ...(resource.list.includes(key) ? [] : ['not in lists']),
          ...(resource.detail.includes(key) ? [] : ['not in details']),
          ...(key.endsWith('_id') ? [] : ['called otherwise']),
        ]
        return wrong.map((what) => `${resource.name}.${key}: ${what}`)
      })
    )
    assert.deepEqual(broken, [])
    assert.isAbove(listed().flatMap(relationsOf).length, 35)
  })

  test('what stands under the name without _id is the related record, or a former name of its id', ({
    assert,
  }) => {
    const broken = listed().flatMap(({ name, fields }) =>
      Object.entries(fields).flatMap(([key, { type }]) => {
        const short = key.replace(/_id$/, '')
        const other = fields[short]
        if (type !== 'uuid' || short === key || !other) return []
        const isRight = other.type === 'json' || other.aliasOf === key
        return isRight || IN_WORDS.has(`${name}.${short}`) || short === 'organization'
          ? []
          : [`${name}.${short}`]
      })
    )
    assert.deepEqual(broken, [])
  })

  test('a relation that can be written is written under the name of its id, and under no other', async ({
    assert,
  }) => {
    const broken: string[] = []
    for (const resource of resources.values()) {
      const writes = await resource.writes?.()
      for (const action of ['create', 'update'] as const) {
        const keys = Object.keys(writes?.[action].describe?.().properties ?? {})
        for (const key of relationsOf(resource)) {
          const name = key.replace(/_id$/, '')
          const isOwn = resource.fields[name]?.type === 'text'
          if (keys.includes(name) && !isOwn) broken.push(`${resource.name}.${name}`)
          const input = resource.fields[key]?.input
          if (input && (input.key ?? key) !== key) broken.push(`${resource.name}.${key}`)
          if (input?.[action] && !keys.includes(key)) broken.push(`${resource.name}: no ${key}`)
        }
      }
    }
    assert.deepEqual(broken, [])
  })
})

test.group('Relations | walk', () => {
  test('every list takes several ids, absence and order of every relation, and shows its id', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    await someOfEverything(client, acme)
    const owner = api(client, acme.owner)
    const refused: string[] = []
    for (const resource of listed()) {
      for (const key of relationsOf(resource)) {
        const url = `/api/${resource.name}/?fields=id,${key}&ordering=-${key}`
        const all = await owner.get(url)
        if (all.status() !== 200) {
          refused.push(`${url}: ${all.text()}`)
          continue
        }
        const shown: (string | null)[] = all
          .body()
          .results.map((record: Record<string, string | null>) => record[key])
        const ids = [...new Set(shown.filter((id) => id !== null))].slice(0, 3)
        const without = await owner.get(`${url}&${key}[is_null]=true`)
        const counts = [all.body().count, without.body().count]
        const isWhole = all.body().next === null
        if (isWhole && without.body().count !== shown.filter((id) => id === null).length) {
          refused.push(`${url} shows another number of empty ones than it finds: ${counts.join()}`)
        }
        if (ids.length === 0) continue
        const some = await owner.get(`${url}&${key}[in]=${ids.join()}`)
        const isMeant = (record: Record<string, string>) => ids.includes(record[key] ?? '')
        if (!some.body().results?.every(isMeant) || some.body().count === 0) {
          refused.push(`${url}[in]: ${some.text()}`)
        }
      }
    }
    assert.deepEqual(refused, [])
  })

  test('every record as it was read can be sent back, and is as it was', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const owner = api(client, acme.owner)
    const changed: string[] = []
    const updates = [...paths('PUT', '/:id')].filter((path) => paths('GET', '/:id').has(path))
    for (const pattern of updates) {
      for (const id of ids[pattern.split('/')[2] ?? ''] ?? []) {
        const path = pattern.replace(':id', id)
        const before = await owner.get(path)
        if (before.status() !== 200) continue
        const after = await owner.put(path, before.body())
        if (after.status() !== 200 || !isDeepStrictEqual(after.body(), before.body())) {
          changed.push(`${pattern}: ${after.status()} ${after.text()}\n${before.text()}`)
        }
      }
    }
    const me = await owner.get('/api/users/me/')
    const again = await owner.put('/api/users/me/', me.body())
    assert.equal(again.status(), 200, again.text())
    assert.isAbove(updates.length, 10)
    assert.deepEqual(changed, [])
  })

  test('a read-only member that differs is refused by its name', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const owner = api(client, acme.owner)
    const path = `/api/deals/${ids.deals?.[0]}/`
    const deal = (await owner.get(path)).body()
    const refused = await owner.put(path, { ...deal, title: 'Other', expected_revenue: '1.00' })
    refused.assertStatus(422)
    assert.deepEqual(
      refused.body().errors.map(({ field }: { field: string }) => field),
      ['expected_revenue']
    )
    const taken = await owner.put(path, { ...deal, title: 'Other' })
    taken.assertStatus(200)
    assert.equal(taken.body().title, 'Other')
  })
})
