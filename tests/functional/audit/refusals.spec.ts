import { test } from '@japa/runner'
import { type StoredEvent, eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Audit | refusals', (group) => {
  let acme: Company

  const refused = async (resource: string): Promise<StoredEvent[]> =>
    (await eventsOf(acme, resource)).filter(({ outcome }) => outcome === 'refused')

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('what a user lacks a permission for is written down, once for each request', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme)
    const viewer = await hire(acme, { roles: ['viewer'] })

    const response = await client
      .delete(`/api/customers/${id}/?organization=${acme.id}`)
      .header('X-Request-Id', 'a-request-of-theirs')
      .bearerToken(viewer.token)

    response.assertStatus(403)
    const [event, ...others] = await refused('customers')
    assert.lengthOf(others, 0)
    assert.containSubset(event, {
      actor_id: viewer.userId,
      action: 'customers:delete',
      record_id: id,
      details: { method: 'DELETE', path: `/api/customers/${id}/` },
      request_id: 'a-request-of-theirs',
      before: null,
      after: null,
    })
  })

  test('so is a record that is not the caller’s, alone and among others', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme)
    const sales = await hireWith(acme, ['customers:read', 'customers:bulk', 'customers:update/own'])

    const alone = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(sales.token)
      .json({ name: 'Mine now' })
    const others = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(sales.token)
      .json({ ids: [id, await makeCustomer(acme)], data: { status: 'vip' } })

    alone.assertStatus(403)
    others.assertStatus(200)
    assert.deepEqual(
      (await refused('customers')).map(({ action, record_id: record }) => [action, record]),
      [
        ['customers:update', id],
        ['customers:bulk', null],
      ]
    )
  })

  test('a member who may not change another one is logged with what was tried', async ({
    client,
    assert,
  }) => {
    const member = await hire(acme)

    const response = await client
      .delete(`/api/user-organizations/${acme.owner.membershipId}/`)
      .bearerToken(member.token)
      .json({})

    response.assertStatus(403)
    assert.deepEqual(
      (await refused('members')).map(({ action }) => action),
      ['members:delete']
    )
  })

  test('strangers cannot fill the log', async ({ client, assert }) => {
    const stranger = (await makeCompany('Globex')).owner
    const id = await makeCustomer(acme)

    await client.delete(`/api/customers/${id}/`)
    await client
      .delete(`/api/customers/${id}/`)
      .header('X-Organization-Id', acme.id)
      .bearerToken(stranger.token)
    await client.delete(`/api/customers/${id}/`).bearerToken(stranger.token)

    assert.deepEqual(await refused('customers'), [])
  })

  test('an event that is not there is called by the words for it', async ({ client }) => {
    const response = await client
      .get('/api/audit-logs/00000000-0000-7000-8000-000000000000/')
      .bearerToken(acme.owner.token)

    response.assertStatus(404)
    response.assertBodyContains({ code: 'not_found', detail: 'Audit log not found.' })
  })
})
