import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | update', (group) => {
  let acme: Company
  let id: string

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeCustomer(acme, { name: 'Ann Lee', email: 'ann@example.com' })
  })

  test('asks anonymous callers to log in', async ({ client }) => {
    const response = await client.patch(`/api/customers/${id}/`).json({ name: 'Bob' })
    response.assertStatus(401)
  })

  test('does not exist for another organization, and stays as it was', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const response = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(globex.owner.token)
      .json({ name: 'Taken' })
    response.assertStatus(404)
    const shown = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    assert.equal(shown.body().name, 'Ann Lee')
    assert.equal(shown.body().version, 1)
  })

  test('refuses a viewer', async ({ client }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const response = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(viewer.token)
      .json({ name: 'Bob' })
    response.assertStatus(403)
    response.assertBodyContains({ permission: 'customers:update' })
  })

  test('refuses another user’s customer where only one’s own may be changed', async ({
    client,
  }) => {
    const seller = await hireWith(acme, ['customers:read', 'customers:update/own'])
    const refused = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(seller.token)
      .json({ notes: 'x' })
    refused.assertStatus(403)

    const employee = await makeEmployee(acme, { userId: seller.userId })
    await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ assigned_to_id: employee })
    const allowed = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(seller.token)
      .json({ notes: 'x' })
    allowed.assertStatus(200)
  })

  test('keeps what is absent and clears what is null, with PUT as with PATCH', async ({
    client,
    assert,
  }) => {
    for (const method of ['put', 'patch'] as const) {
      const other = await makeCustomer(acme, { name: 'Bob Ray', email: 'bob@example.com' })
      const response = await client[method](`/api/customers/${other}/`)
        .bearerToken(acme.owner.token)
        .json({ email: null, city: 'Rome' })
      response.assertStatus(200)
      assert.containsSubset(response.body(), {
        name: 'Bob Ray',
        email: null,
        city: 'Rome',
        version: 2,
      })
    }
  })

  test('leaves the version alone when nothing changes', async ({ client, assert }) => {
    const response = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lee' })
    assert.equal(response.body().version, 1)
  })

  test('lets the parts of a name follow it, and it them', async ({ client, assert }) => {
    const change = async (input: Record<string, unknown>) => {
      const response = await client
        .patch(`/api/customers/${id}/`)
        .bearerToken(acme.owner.token)
        .json(input)
      return response.body()
    }
    assert.containsSubset(await change({ name: 'Bob Ray' }), {
      first_name: 'Bob',
      last_name: 'Ray',
    })
    assert.containsSubset(await change({ last_name: 'Roe' }), { name: 'Bob Roe' })
  })

  test('R-15: refuses what cannot be written, naming it', async ({ client, assert }) => {
    for (const field of ['id', 'organization', 'code', 'version', 'created_at', 'deleted_at']) {
      const response = await client
        .patch(`/api/customers/${id}/`)
        .bearerToken(acme.owner.token)
        .json({ [field]: 'x' })
      response.assertStatus(422)
      assert.deepEqual(response.body().errors, [
        { field, rule: 'unknown', message: `The ${field} field cannot be written` },
      ])
    }
  })

  test('refuses to clear the name', async ({ client }) => {
    const response = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ name: null, first_name: null, last_name: null })
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ field: 'name' }] })
  })

  test('writes only over the version that the writer has seen', async ({ client, assert }) => {
    const shown = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    const tag = String(shown.header('etag'))
    const first = await client
      .patch(`/api/customers/${id}/`)
      .header('If-Match', tag)
      .bearerToken(acme.owner.token)
      .json({ city: 'Rome' })
    first.assertStatus(200)
    const stale = await client
      .patch(`/api/customers/${id}/`)
      .header('If-Match', tag)
      .bearerToken(acme.owner.token)
      .json({ city: 'Oslo' })
    stale.assertStatus(412)
    stale.assertBodyContains({ code: 'version_mismatch', current_version: 2 })
    const now = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    assert.equal(now.body().city, 'Rome')
  })

  test('takes an employee away when asked to', async ({ client, assert }) => {
    const employee = await makeEmployee(acme)
    const assigned = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ assigned_to_id: employee })
    assert.equal(assigned.body().assigned_to.id, employee)
    const list = await client
      .get(`/api/customers/?assigned_to=${employee}`)
      .bearerToken(acme.owner.token)
    assert.equal(list.body().count, 1)
    assert.equal(list.body().results[0].assigned_to_name, 'Eve Moss')
    const freed = await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ assigned_to_id: null })
    assert.isNull(freed.body().assigned_to)
  })
})
