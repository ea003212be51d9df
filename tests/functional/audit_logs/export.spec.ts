import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Audit logs | export', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('needs a permission of its own', async ({ client }) => {
    const auditor = await hireWith(acme, ['audit-logs:read'])

    const refused = await client.get('/api/audit-logs/export/').bearerToken(auditor.token)

    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'audit-logs:export' })
  })

  test('is a table of what the list shows', async ({ client, assert }) => {
    const id = await makeCustomer(acme, { name: 'Initech' })
    await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ name: 'Initrode' })

    const whole = await client
      .get('/api/audit-logs/export_csv/?resource=customers')
      .bearerToken(acme.owner.token)
    const picked = await client
      .get('/api/audit-logs/export/?resource=customers&fields=action,actor_email')
      .bearerToken(acme.owner.token)

    const [update] = parse<Record<string, string>>(whole.text(), { columns: true })
    assert.containSubset(update, {
      action: 'customers:update',
      record_id: id,
      record_label: 'Initrode',
      actor_email: acme.owner.email,
    })
    assert.deepEqual(JSON.parse(update?.changes ?? '').name, { from: 'Initech', to: 'Initrode' })
    assert.equal(
      picked.text(),
      `action,actor_email\r\ncustomers:update,${acme.owner.email}\r\ncustomers:create,\r\n`
    )
  })

  test('an export of anything is an event, with what was asked for', async ({ client, assert }) => {
    await makeCustomer(acme)
    await client
      .get('/api/customers/export/?status=active&fields=name,email')
      .bearerToken(acme.owner.token)
    await client.get('/api/customers/export/?nonsense=1').bearerToken(acme.owner.token)

    const [, event, ...others] = await eventsOf(acme, 'customers')
    assert.lengthOf(others, 0)
    assert.containSubset(event, {
      action: 'customers:export',
      outcome: 'done',
      actor_id: acme.owner.userId,
      details: {
        asked: { status: 'active', fields: 'name,email' },
        fields: ['name', 'email'],
      },
    })
    assert.isString(event?.request_id)
  })
})
