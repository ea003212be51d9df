import { test } from '@japa/runner'
import { runAction } from '#core/resources/concerns/emits_events'
import Customer from '#plugins/customers/models/customer'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { makeRole } from '#tests/support/access'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hire, makeCompany } from '#tests/support/personas'

test.group('Audit | events of records', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('making a record leaves one event: who made it, in which request, with what', async ({
    client,
    assert,
  }) => {
    const created = await client
      .post('/api/customers/')
      .header('X-Request-Id', 'a-request-of-mine')
      .bearerToken(acme.owner.token)
      .json({ name: 'Initech', customer_type: 'business', credit_limit: '100.00' })

    const [event, ...others] = await eventsOf(acme, 'customers')
    assert.lengthOf(others, 0)
    assert.containSubset(event, {
      actor_id: acme.owner.userId,
      action: 'customers:create',
      outcome: 'done',
      record_id: created.body().id,
      record_label: 'Initech',
      before: null,
      request_id: 'a-request-of-mine',
    })
    assert.containSubset(event?.after, { name: 'Initech', code: 'CUST001', credit_limit: 100 })
    assert.notProperty(event?.after, 'email')
  })

  test('changing a record leaves one event with what changed, and nothing else', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Initech', phone: '5550100' })

    await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ phone: '5550101', email: 'hello@initech.example', name: 'Initech' })

    const [, event, ...others] = await eventsOf(acme, 'customers')
    assert.lengthOf(others, 0)
    assert.equal(event?.action, 'customers:update')
    assert.deepEqual(event?.before, { phone: '5550100', email: null })
    assert.deepEqual(event?.after, { phone: '5550101', email: 'hello@initech.example' })
  })

  test('a change of nothing leaves no event', async ({ client, assert }) => {
    const id = await makeCustomer(acme, { name: 'Initech' })

    await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ name: 'Initech' })
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query('UPDATE customers SET version = version + 1, updated_at = now() WHERE id = $1', [
        id,
      ])
    )

    assert.deepEqual(actionsOf(await eventsOf(acme, 'customers')), ['customers:create'])
  })

  test('deleting and restoring are called so', async ({ client, assert }) => {
    const id = await makeCustomer(acme)

    await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    await client.post(`/api/customers/${id}/restore/`).bearerToken(acme.owner.token)

    assert.deepEqual(actionsOf(await eventsOf(acme, 'customers')), [
      'customers:create',
      'customers:delete',
      'customers:restore',
    ])
  })

  test('bulk leaves one event for each record that it changed', async ({ client, assert }) => {
    const ids = await makeCustomers(acme, 3)
    const path = '/api/customers/bulk_update/'

    await client
      .post(path)
      .bearerToken(acme.owner.token)
      .json({ ids: [...ids, acme.id], data: { status: 'vip' } })

    const updates = (await eventsOf(acme, 'customers')).filter(
      ({ action }) => action === 'customers:update'
    )
    assert.sameMembers(
      updates.map(({ record_id: id }) => id),
      ids
    )
    assert.deepEqual([...new Set(updates.map(({ actor_id: id }) => id))], [acme.owner.userId])
  })

  test('what is undone leaves no event', async ({ client, assert }) => {
    for (const ending of ['throws', 'refuses', 'answers_422']) {
      await client.post(`/api/probes/${ending}/`).bearerToken(acme.owner.token).json({})
    }

    assert.deepEqual(await eventsOf(acme, 'customers'), [])
  })

  test('a write past the models leaves the same event', async ({ assert }) => {
    const id = await makeCustomer(acme, { name: 'Initech' })

    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      unit.setActor(acme.owner.userId)
      await unit.query(`UPDATE customers SET notes = 'Called' WHERE id = $1`, [id])
    })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('DELETE FROM customers WHERE id = $1', [id])
    )

    const [, update, removal] = await eventsOf(acme, 'customers')
    assert.containSubset(update, {
      action: 'customers:update',
      actor_id: acme.owner.userId,
      after: { notes: 'Called' },
    })
    assert.containSubset(removal, { action: 'customers:delete', actor_id: null, after: null })
    assert.containSubset(removal?.before, { name: 'Initech', notes: 'Called' })
  })

  test('an action that has a name is called by it, on its own resource only', async ({
    assert,
  }) => {
    const id = await makeCustomer(acme)

    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      const customer = await Customer.findOrFail(id)
      await runAction(customer, 'merge', async () => {
        await Customer.create({ name: 'Initrode' })
        await unit.query(`UPDATE roles SET description = 'Sells' WHERE slug = 'sales'`)
        await customer.merge({ notes: 'Was two' }).save()
      })
      await customer.deactivate()
      await customer.merge({ notes: 'Is one' }).save()
    })

    assert.deepEqual(actionsOf(await eventsOf(acme, 'customers')).slice(1), [
      'customers:create',
      'customers:merge',
      'customers:deactivate',
      'customers:update',
    ])
    assert.equal((await eventsOf(acme, 'roles')).at(-1)?.action, 'roles:update')
  })

  test('what is undone in between does not change what the rest is called', async ({ assert }) => {
    const [first = '', second = ''] = await makeCustomers(acme, 2)

    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      const attempt = unit.savepoint(async () => {
        await (await Customer.findOrFail(first)).deactivate()
        throw new Error('not this one')
      })
      await attempt.catch(() => null)
      await (await Customer.findOrFail(second)).deactivate()
    })

    assert.deepEqual(actionsOf(await eventsOf(acme, 'customers')).slice(2), [
      'customers:deactivate',
    ])
  })

  test('a grant is an event of its role, and replaced grants only where they differ', async ({
    client,
    assert,
  }) => {
    const id = await makeRole(client, acme.owner, {
      name: 'Readers',
      permissions: ['customers:read', 'customers:update'],
    })
    const before = await eventsOf(acme, 'roles')

    await client
      .patch(`/api/roles/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ permissions: ['customers:read', 'customers:export'] })

    const since = (await eventsOf(acme, 'roles')).slice(before.length)
    assert.sameMembers(
      since.map(({ action, before: was, after: is }) => JSON.stringify([action, was, is])),
      [
        ['roles:revoke', { permissions: { reach: 'all', permission: 'customers:update' } }, null],
        ['roles:grant', null, { permissions: { reach: 'all', permission: 'customers:export' } }],
      ].map((entry) => JSON.stringify(entry))
    )
    assert.deepEqual([...new Set(since.map(({ record_label: label }) => label))], ['Readers'])
    assert.deepEqual([...new Set(since.map(({ record_id: role }) => role))], [id])
  })

  test('a new member is named, and what they lose on leaving is logged', async ({
    client,
    assert,
  }) => {
    const member = await hire(acme, { roles: ['sales'] })
    await makeEmployee(acme, { userId: member.userId })

    await client
      .delete(`/api/user-organizations/${member.membershipId}/`)
      .bearerToken(acme.owner.token)
      .json({})

    const members = await eventsOf(acme, 'members')
    assert.deepEqual(actionsOf(members), ['members:create', 'members:create', 'members:delete'])
    assert.deepEqual(
      [...new Set(members.slice(1).map((event) => event.record_label))],
      ['sales Test']
    )
    assert.deepEqual(actionsOf(await eventsOf(acme, 'user-roles')), [
      'user-roles:create',
      'user-roles:delete',
    ])
    const [, unlinked] = await eventsOf(acme, 'employees')
    assert.deepEqual(unlinked?.after, { user_id: null })
    assert.equal(unlinked?.actor_id, acme.owner.userId)
  })

  test('ids follow the order of the events', async ({ assert }) => {
    await makeCustomers(acme, 200)

    const labels = (await eventsOf(acme, 'customers')).map((event) => event.record_label)

    assert.deepEqual(
      labels,
      Array.from({ length: 200 }, (_, index) => `Customer ${index + 1}`)
    )
  })
})
