import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const EXPLAIN = '/api/access/explain/'

const territory = definePlugin({
  id: 'territory-of-explain',
  version: '1.0.0',
  scopes: {
    customers: (bind, { caller }) =>
      caller.role === 'owner' ? null : `r.city = ${bind('Berlin')}`,
  },
  policies: {
    'customers:delete': ({ record }) =>
      record.$attributes.name === 'Keep' ? 'No one deletes this one.' : true,
  },
})

test.group('Access | explain a record', (group) => {
  bring(group, [territory])

  test('names the scope of a plugin that hides it from the user', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, territory.id)
    const member = await hire(acme, { roles: ['manager'] })
    const owner = api(client, acme.owner)

    for (const [city, allowed, decidedBy] of [
      ['Berlin', true, 'record'],
      ['Paris', false, 'scope'],
    ] as const) {
      const id = await makeCustomer(acme, { city })
      for (const action of ['read', 'update']) {
        const query = `user=${member.userId}&resource=customers&action=${action}&id=${id}`
        const explained = await owner.get(`${EXPLAIN}?${query}`)
        explained.assertStatus(200)
        explained.assertBodyContains({ allowed, decided_by: decidedBy })
      }
      const theirs = await api(client, member).get(`/api/customers/${id}/`)
      theirs.assertStatus(allowed ? 200 : 404)
    }
  })

  test('reveals no record that a scope hides from the caller', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, territory.id)
    const admin = await hire(acme, { as: 'admin' })
    const hidden = await makeCustomer(acme, { city: 'Paris' })

    for (const user of [admin.userId, acme.owner.userId]) {
      const [there, absent] = await Promise.all(
        [hidden, acme.id].map(async (id) => {
          const query = `user=${user}&resource=customers&action=update&id=${id}`
          return (await api(client, admin).get(`${EXPLAIN}?${query}`)).body()
        })
      )
      assert.deepEqual({ ...there, id: null }, { ...absent, id: null })
      assert.containsSubset(there, { allowed: false, decided_by: 'record' })
    }
  })

  test('reveals no record that the caller may not read, even to a reader of roles', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const auditor = await hireWith(acme, ['roles:read'])
    const id = await makeCustomer(acme)

    const [there, absent] = await Promise.all(
      [id, acme.id].map(async (asked) => {
        const query = `user=${acme.owner.userId}&resource=customers&id=${asked}`
        return (await api(client, auditor).get(`${EXPLAIN}?${query}`)).body()
      })
    )
    assert.deepEqual({ ...there, id: null }, { ...absent, id: null })
  })

  test('gives the reason of a plugin’s policy', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, territory.id)
    const manager = await hire(acme, { roles: ['manager'] })

    for (const [name, allowed] of [
      ['Keep', false],
      ['Another', true],
    ] as const) {
      const id = await makeCustomer(acme, { name, city: 'Berlin' })
      const explained = await api(client, acme.owner).get(
        `${EXPLAIN}?user=${manager.userId}&resource=customers&action=delete&id=${id}`
      )
      explained.assertBodyContains({ allowed, decided_by: allowed ? 'record' : 'policy' })
      if (!allowed) {
        explained.assertBodyContains({ steps: [{ detail: 'No one deletes this one.' }] })
      }
      const deleted = await api(client, manager).delete(`/api/customers/${id}/`)
      deleted.assertStatus(allowed ? 204 : 403)
    }
  })

  test('what a user may not read they may not change, whatever else was granted', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['customers:read/own', 'customers:update'])
    const id = await makeCustomer(acme)

    const explained = await api(client, acme.owner).get(
      `${EXPLAIN}?user=${member.userId}&resource=customers&action=update&id=${id}`
    )
    explained.assertBodyContains({ allowed: false, decided_by: 'record', reach: 'all' })
    const changed = await api(client, member).patch(`/api/customers/${id}/`, { name: 'Theirs' })
    changed.assertStatus(404)
  })

  test('asks also about what has no records', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['organizations:update'])
    const ask = (query: string) =>
      api(client, acme.owner).get(`${EXPLAIN}?user=${member.userId}&${query}`)

    const update = await ask('resource=organizations&action=update')
    update.assertBodyContains({ allowed: true, permission: 'organizations:update' })
    const plugins = await ask('resource=plugins&action=manage')
    plugins.assertBodyContains({ allowed: false, decided_by: 'role', resource: 'plugins' })
    const record = await ask(`resource=organizations&action=update&id=${acme.id}`)
    record.assertStatus(400)
    record.assertBodyContains({ parameter: 'id' })
  })
})
