import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { bringWithIndexes, turnOn } from '#tests/support/plugins'

const badges = definePlugin({
  id: 'badges',
  version: '1.0.0',
  fields: { customers: { number: extension.text({ title: 'Number', unique: true }) } },
})

test.group('Extension fields | race', (group) => {
  bringWithIndexes(group, [badges])

  test('of several who write one unique value at once, one has it, and 409 names the field', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 5; round += 1) {
      const acme = await makeCompany()
      await turnOn(acme, 'badges')
      const known = await makeCustomer(acme)
      const { post, patch } = api(client, acme.owner)
      const extensions = { badges: { number: 'B1' } }

      const answers = await Promise.all([
        ...[1, 2, 3].map((number) =>
          post('/api/customers/', { name: `Ann ${number}`, extensions })
        ),
        patch(`/api/customers/${known}/`, { extensions }),
      ])

      const refused = answers.filter((answer) => answer.status() === 409)
      assert.lengthOf(refused, 3)
      for (const answer of refused) {
        answer.assertBodyContains({ code: 'already_exists', field: 'extensions.badges.number' })
      }
      const holders = await inDatabase(
        acme,
        `SELECT id FROM customers WHERE extensions #>> '{badges,number}' = 'B1'`
      )
      assert.lengthOf(holders, 1)
    }
  })
})
