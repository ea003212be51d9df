import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { installedPlugins } from '#core/plugins/installed'
import { narrowingOf } from '#core/plugins/isolation/missing_by_manifest'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOff, turnOn } from '#tests/support/plugins'

/** The city of a customer is as it is while they are away. */
const places = definePlugin({
  id: 'places',
  version: '1.0.0',
  readOnly: {
    customers: {
      city: { while: `r.country = 'Away'`, because: 'They are away.' },
    },
  },
  hooks: {
    'customers:update': {
      before({ record }) {
        if (record.notes === 'Moved by a hook') record.city = 'Rome'
      },
    },
  },
})

test.group('Plugins | fields that a plugin answers for', (group) => {
  bring(group, [places])

  test('are written by no one while it does, and as ever otherwise', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'places')
    const [away, home] = [
      await makeCustomer(acme, { city: 'Oslo', country: 'Away' }),
      await makeCustomer(acme, { city: 'Oslo', country: 'Norway' }),
    ]
    const patch = (id: string, body: object) =>
      client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json(body)

    for (const body of [{ city: 'Bergen' }, { city: null }, { notes: 'Moved by a hook' }]) {
      const refused = await patch(away, body)
      refused.assertStatus(422)
      assert.containSubset(refused.body(), {
        code: 'vetoed',
        plugin: 'places',
        errors: [{ field: 'city', message: 'They are away.' }],
      })
    }
    ;(await patch(away, { city: 'Oslo', name: 'Ann' })).assertStatus(200)
    ;(await patch(home, { city: 'Bergen' })).assertStatus(200)
    const bulk = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(acme.owner.token)
      .json({ ids: [away, home], data: { city: 'Rome' } })
    assert.containSubset(bulk.body().results, [
      { id: away, status: 422 },
      { id: home, status: 200 },
    ])

    await turnOff(acme, 'places')
    ;(await patch(away, { city: 'Bergen' })).assertStatus(200)
  })

  test('have to be there, and are guarded while the plugin cannot run', ({ assert }) => {
    const wrong = definePlugin({
      id: 'wrong',
      version: '1.0.0',
      readOnly: Object({
        nothing: {},
        customers: {
          version: { while: 'true', because: 'x' },
          name: { while: '', because: 'x' },
          city: {
            while: 'true',
            because: 'x',
            compute: { of: 'deals', by: 'customer_id', sql: '1' },
          },
        },
      }),
    })

    assert.deepEqual(problemsOf([...installedPlugins(), wrong]), [
      '"wrong" answers for fields of "nothing", which is no resource',
      '"wrong" answers for "customers.version", which is no column that is written',
      '"wrong" answers for "customers.name", and does not say while what, or because of what',
      '"wrong" answers for "customers.city", computed of "deals", which is no resource of its own',
    ])
    assert.deepEqual(narrowingOf(places).guards, ['customers:update'])
  })
})
