import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import vine from '@vinejs/vine'
import Customer from '#plugins/customers/models/customer'
import { definePlugin } from '#core/plugins/api'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring } from '#tests/support/plugins'

const base = definePlugin({
  id: 'base',
  version: '1.0.0',
  settings: {
    schema: vine.object({ one: vine.number(), two: vine.number() }),
    defaults: { one: 0, two: 0 },
  },
  seed: async () => void (await Customer.create({ name: 'Sown' })),
})

const upper = definePlugin({ id: 'upper', version: '1.0.0', requires: { base: '^1.0.0' } })

test.group('Plugins | race', (group) => {
  bring(group, [base, upper])

  const change = (client: ApiClient, { owner }: Company, id: string, body: object) =>
    client.patch(`/api/plugins/${id}/`).bearerToken(owner.token).json(body)
  const show = async (client: ApiClient, { owner }: Company, id: string) =>
    (await client.get(`/api/plugins/${id}/`).bearerToken(owner.token)).body()

  test('one that is turned on by many at once sows once', async ({ client, assert }) => {
    for (let round = 0; round < 5; round += 1) {
      const acme = await makeCompany()

      /* They wait for each other, and none for longer than a lock may be waited for. */
      const responses = await Promise.all(
        Array.from({ length: 3 }, () => change(client, acme, 'base', { enabled: true }))
      )

      for (const response of responses) response.assertStatus(200)
      const customers = await client.get('/api/customers/').bearerToken(acme.owner.token)
      assert.equal(customers.body().count, 1)
    }
  })

  test('none is on without what it requires, even when others turn it on and off at once', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 12; round += 1) {
      const acme = await makeCompany()
      await change(client, acme, 'base', { enabled: true })

      const responses = await Promise.all([
        change(client, acme, 'upper', { enabled: true }),
        change(client, acme, 'base', { enabled: false }),
      ])

      assert.sameMembers(
        responses.map((response) => response.status()),
        [200, 409]
      )
      const [upperIsOn, baseIsOn] = [
        (await show(client, acme, 'upper')).enabled,
        (await show(client, acme, 'base')).enabled,
      ]
      assert.equal(upperIsOn, baseIsOn)
    }
  })

  test('what two set at once is both set', async ({ client, assert }) => {
    for (let round = 0; round < 8; round += 1) {
      const acme = await makeCompany()

      await Promise.all([
        change(client, acme, 'base', { settings: { one: 1 } }),
        change(client, acme, 'base', { settings: { two: 2 } }),
      ])

      assert.deepEqual((await show(client, acme, 'base')).settings, { one: 1, two: 2 })
    }
  })
})
