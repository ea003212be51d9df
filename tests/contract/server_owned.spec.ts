import { test } from '@japa/runner'
import { isPublicRule } from '#core/access/access_rule'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { entriesFor, pathOf } from '#core/plugins/fields/entries'
import { installedPlugins } from '#core/plugins/installed'
import { resources } from '#core/resources/registry'
import { api } from '#tests/support/api'
import { someOfEverything } from '#tests/support/everything'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOnAll } from '#tests/support/plugins'
import { unversionedRoutes } from '#tests/support/routes'
import { digestOfRows } from '#tests/support/rows'

/** What only the server says of a record, under the names that it or its columns have. */
const SERVER_OWNED: Readonly<Record<string, unknown>> = {
  id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  organization_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  code: 'CUST999',
  created_by: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  created_by_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  created_at: '2020-01-01T00:00:00.000Z',
  updated_at: '2020-01-01T00:00:00.000Z',
  deleted_at: null,
  version: 7,
  expected_revenue: '1000000.00',
  is_converted: true,
  converted_at: '2020-01-01T00:00:00.000Z',
  is_superuser: true,
  is_staff: true,
  /* The caller is: what is unchanged is not written, and may be sent back. */
  is_verified: false,
  email_verified_at: '2020-01-01T00:00:00.000Z',
  password_hash: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA',
  token_version: 7,
  is_system_role: true,
  system_key: 'admin',
  sponsor_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
}

const owned = {
  score: extension.integer({ title: 'Score', readOnly: true }),
  grade: extension.choice(['a', 'b'], { title: 'Grade', readOnly: true }),
  since: extension.date({ title: 'Since', readOnly: true }),
  supplier: extension.reference('vendors', { title: 'Supplier', readOnly: true }),
  shout: extension.computed('text', { title: 'Shout', sql: 'upper(r.id::text)' }),
}

/** Adds fields that only it writes, or no one, to whatever can be added to. */
const keeper = definePlugin({
  id: 'keeper',
  version: '1.0.0',
  fields: {
    customers: owned,
    deals: owned,
    employees: owned,
    leads: owned,
    people: owned,
    products: owned,
    vendors: owned,
  },
})

/** What these take is a file, whose lines are written as requests would write them. */
const TAKES_A_FILE = new Set(['/api/imports'])

test.group('Server-owned fields | walk', (group) => {
  bring(group, [keeper])

  test('R-15: no write takes what only the server says, and it names each', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const owner = api(client, acme.owner)
    const writes = unversionedRoutes().filter(
      ({ method, pattern, accessRule }) =>
        (method === 'POST' || method === 'PATCH') &&
        (/^\/api\/[\w-]+(\/:id)?$/.test(pattern) || pattern === '/api/users/me') &&
        !TAKES_A_FILE.has(pattern) &&
        (!isPublicRule(accessRule) || pattern === '/api/users')
    )
    const before = await digestOfRows({ except: ['throttles'] })

    const taken: string[] = []
    for (const { method, pattern } of writes) {
      const path = pattern.replace(':id', ids[pattern.split('/')[2] ?? '']?.[0] ?? acme.id)
      const response = await (method === 'POST'
        ? owner.post(path, { ...SERVER_OWNED })
        : owner.patch(path, { ...SERVER_OWNED }))
      const named = new Set(
        (response.body().errors ?? []).map(({ field }: { field: string }) => field)
      )
      const missing = Object.keys(SERVER_OWNED).filter((field) => !named.has(field))
      if (response.status() !== 422 || missing.length > 0) {
        taken.push(`${method} ${pattern}: ${response.status()}, ${missing.join()}`)
      }
    }

    assert.isAbove(writes.length, 20)
    assert.deepEqual(taken, [])
    assert.deepEqual(await digestOfRows({ except: ['throttles'] }), before)
  })

  test('R-15: nor what only plugins say of it, on any resource that they add fields to', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const { post, patch } = api(client, acme.owner)
    const before = await digestOfRows({ except: ['throttles'] })

    const taken: string[] = []
    let count = 0
    for (const resource of [...resources.values()].filter(({ extensible }) => extensible)) {
      const entries = entriesFor(resource, installedPlugins())
      const unwritable = entries.filter(({ field }) => field.isReadOnly)
      for (const entry of unwritable) {
        const value = entry.field.type === 'integer' ? 5 : '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03'
        const extensions = { [entry.plugin]: { [entry.key]: value } }
        const path = `/api/${resource.name}/`
        const writes = [
          await post(path, { extensions }),
          await patch(`${path}${ids[resource.name]?.[0]}/`, { extensions }),
        ]
        for (const response of writes) {
          count += 1
          const named = (response.body().errors ?? []).map(({ field }: { field: string }) => field)
          if (response.status() !== 422 || !named.includes(pathOf(entry))) {
            taken.push(`${path} ${pathOf(entry)}: ${response.status()}, ${named.join()}`)
          }
        }
      }
      assert.isAtLeast(unwritable.length, 5, resource.name)
    }

    assert.isAbove(count, 50)
    assert.deepEqual(taken, [])
    assert.deepEqual(await digestOfRows({ except: ['throttles'] }), before)
  })
})
