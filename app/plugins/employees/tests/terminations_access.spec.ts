import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeApiKey } from '#tests/support/api_keys'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeEmployee } from '#tests/support/employees'
import { makeCustomer } from '#tests/support/customers'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { FilledForm } from '#tests/support/forms'
import { enter } from '#tests/support/visitor'

const TERMINATING = ['employees:read', 'employees:terminate']

test.group('Employees | terminate | access', (group) => {
  let acme: Company
  let seller: Member
  let id: string
  let path: string

  group.each.setup(async () => {
    acme = await makeCompany()
    seller = await hire(acme, { roles: ['sales'] })
    id = await makeEmployee(acme, { userId: seller.userId })
    path = `/api/employees/${id}/terminate/`
  })

  test('ends the membership of the user that the employee is, from the next request on', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const ended = await post(path)
    ended.assertStatus(200)
    assert.containsSubset(ended.body(), {
      employee: { status: 'terminated' },
      membership_deactivated: true,
      can_log_in: false,
    })
    const refused = await get(`/api/user-organizations/${seller.membershipId}/`)
    refused.assertBodyContains({ is_active: false })
    const locked = await api(client, seller).get('/api/customers/')
    assert.notEqual(locked.status(), 200)
    assert.include(actionsOf(await eventsOf(acme, 'members')), 'members:deactivate')
    assert.include(actionsOf(await eventsOf(acme, 'employees')), 'employees:terminate')

    const again = await post(path)
    again.assertStatus(200)
    assert.containsSubset(again.body(), { membership_deactivated: false, can_log_in: false })
    const one = actionsOf(await eventsOf(acme, 'members')).filter((name) =>
      name.endsWith('deactivate')
    )
    assert.lengthOf(one, 1)
  })

  test('leaves it where that is wanted, and says so', async ({ client, assert }) => {
    const kept = await api(client, acme.owner).post(path, { deactivate_membership: false })
    kept.assertStatus(200)
    assert.containsSubset(kept.body(), { membership_deactivated: false, can_log_in: true })
    const still = await api(client, seller).get('/api/customers/')
    still.assertStatus(200)
  })

  test('leaves it by default to those who manage members, and says so', async ({
    client,
    assert,
  }) => {
    const clerk = await hireWith(acme, TERMINATING)
    const refused = await api(client, clerk).post(path, { deactivate_membership: true })
    refused.assertStatus(403)
    refused.assertBodyContains({ code: 'permission_denied', permission: 'members:update' })
    const before = await api(client, acme.owner).get(`/api/employees/${id}/`)
    before.assertBodyContains({ status: 'active' })

    const ended = await api(client, clerk).post(path)
    ended.assertStatus(200)
    assert.containsSubset(ended.body(), { membership_deactivated: false, can_log_in: true })

    const manager = await hireWith(acme, [...TERMINATING, 'members:read', 'members:update'])
    const after = await api(client, manager).post(path)
    assert.containsSubset(after.body(), { membership_deactivated: true, can_log_in: false })
  })

  test('never ends that of a member who stands above the caller, nor by a key', async ({
    client,
    assert,
  }) => {
    const second = await hire(acme, { as: 'owner' })
    const owner = await makeEmployee(acme, { userId: second.userId })
    const manager = await hireWith(acme, [...TERMINATING, 'members:read', 'members:update'])
    const refused = await api(client, manager).post(`/api/employees/${owner}/terminate/`, {
      deactivate_membership: true,
    })
    refused.assertStatus(403)
    const ended = await api(client, manager).post(`/api/employees/${owner}/terminate/`)
    assert.containsSubset(ended.body(), { membership_deactivated: false, can_log_in: true })

    const { key } = await makeApiKey(client, acme.owner, { role: 'admin' })
    const byKey = await client.post(path).bearerToken(key).json({})
    byKey.assertStatus(200)
    assert.containsSubset(byKey.body(), { membership_deactivated: false, can_log_in: true })
  })

  test('refuses to end that of the last owner, and ends nothing', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const own = await makeEmployee(acme, { userId: acme.owner.userId })
    const customer = await makeCustomer(acme, { assigned_to_id: own })
    const refused = await post(`/api/employees/${own}/terminate/`, { reassign_to: id })
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'last_owner' })
    const unchanged = await get(`/api/employees/${own}/`)
    unchanged.assertBodyContains({ status: 'active', version: 1 })
    assert.equal((await get(`/api/customers/${customer}/`)).body().assigned_to_id, own)

    const kept = await post(`/api/employees/${own}/terminate/`, { deactivate_membership: false })
    assert.containsSubset(kept.body(), { membership_deactivated: false, can_log_in: true })
  })

  test('says of an employee without a login that they cannot log in', async ({
    client,
    assert,
  }) => {
    const other = await makeEmployee(acme)
    const ended = await api(client, acme.owner).post(`/api/employees/${other}/terminate/`, {
      deactivate_membership: true,
    })
    ended.assertStatus(200)
    assert.containsSubset(ended.body(), { membership_deactivated: false, can_log_in: false })
  })

  test('names the caller as the successor: me', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const refused = await post(path, { reassign_to: 'me' })
    refused.assertStatus(422)
    assert.containsSubset(refused.body().errors, [{ field: 'reassign_to', rule: 'caller' }])
    const own = await makeEmployee(acme, { userId: acme.owner.userId })
    const ended = await post(path, { reassign_to: 'me' })
    ended.assertBodyContains({ reassigned_to: own })
  })

  test('offers the choice on the page of the employee, and says what came of it: {choice}')
    .with([
      { choice: 'true', rest: 'cannot log in', isActive: false },
      { choice: 'false', rest: 'can still log in', isActive: true },
    ])
    .run(async ({ client, assert }, { choice, rest, isActive }) => {
      const visitor = await enter()
      const page = `/admin/organizations/${acme.slug}/employees/${id}`
      assert.include((await visitor.get(page)).html, `href="${page}/termination"`)
      const { html } = await visitor.get(`${page}/termination`)
      const form = FilledForm.on(html, `${page}/termination`)
      assert.equal(form.get('deactivate_membership'), 'true')

      const sent = await visitor.post(
        `${page}/termination`,
        form.with({ deactivate_membership: choice, termination_date: '2026-03-31' }).body
      )
      const { html: after } = await visitor.follow(sent)
      assert.include(after, `does not work here any more, and ${rest}.`)
      assert.notInclude(after, `href="${page}/termination"`)
      const { get } = api(client, acme.owner)
      const employee = await get(`/api/employees/${id}/`)
      employee.assertBodyContains({ status: 'terminated', termination_date: '2026-03-31' })
      const membership = await get(`/api/user-organizations/${seller.membershipId}/`)
      membership.assertBodyContains({ is_active: isActive })
    })

  test('shows again on that page what was refused, and offers no choice without a login', async ({
    assert,
  }) => {
    const visitor = await enter()
    const own = await makeEmployee(acme, { userId: acme.owner.userId })
    const page = `/admin/organizations/${acme.slug}/employees/${own}/termination`
    const form = FilledForm.on((await visitor.get(page)).html, page)
    const changes = { termination_date: '2026-03-31' }
    const refused = await visitor.post(page, form.with(changes).body)
    const { html } = await visitor.follow(refused)
    assert.include(html, 'An organization keeps at least one active owner.')
    assert.equal(FilledForm.on(html, page).get('termination_date'), '2026-03-31')

    const other = await makeEmployee(acme)
    const plain = `/admin/organizations/${acme.slug}/employees/${other}/termination`
    assert.isUndefined(
      FilledForm.on((await visitor.get(plain)).html, plain).get('deactivate_membership')
    )
  })
})
