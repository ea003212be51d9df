import { test } from '@japa/runner'
import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'
import { makeEmployee } from '#tests/support/employees'
import { hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const badges = definePlugin({
  id: 'badges',
  version: '1.0.0',
  fields: { employees: { colour: extension.text({ title: 'Colour' }) } },
})

test.group('Plugins | hidden fields', (group) => {
  bring(group, [badges])

  test('stay hidden from writes where a plugin adds fields', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'badges')
    const clerk = await hireWith(acme, ['employees:read', 'employees:update'])
    const id = await makeEmployee(acme)
    const write = (body: Record<string, unknown>) =>
      client.patch(`/api/employees/${id}/`).bearerToken(clerk.token).json(body)

    const plain = await write({ salary: '1' })
    const both = await write({ salary: '1', extensions: { badges: { colour: 'red' } } })
    const fine = await write({ extensions: { badges: { colour: 'red' } } })

    assert.deepEqual([plain.status(), both.status(), fine.status()], [422, 422, 200])
  })
})
