import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { deleteEmployee, makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Employees | terminate', (group) => {
  let acme: Company
  let id: string
  let path: string

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeEmployee(acme)
    path = `/api/employees/${id}/terminate/`
  })

  test('asks anonymous callers to log in, and refuses who may only update', async ({ client }) => {
    const anonymous = await client.post(path)
    anonymous.assertStatus(401)
    const clerk = await hireWith(acme, ['employees:read', 'employees:update'])
    const refused = await api(client, clerk).post(path)
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'employees:terminate' })
  })

  test('terminates an employee today, and suspends their profile', async ({ client, assert }) => {
    const { get, patch, post } = api(client, acme.owner)
    const member = await hire(acme)
    await patch(`/api/employees/${id}/`, { user_id: member.userId })

    const response = await post(path)
    response.assertStatus(200)
    assert.containsSubset(response.body(), {
      message: 'Employee terminated successfully.',
      employee: {
        id,
        status: 'terminated',
        termination_date: DateTime.utc().toISODate(),
        user_profile: { status: 'inactive' },
      },
      open_records: [],
      reassigned_to: null,
    })

    const again = await post(path)
    again.assertStatus(200)
    assert.equal(again.body().employee.version, response.body().employee.version)

    await patch(`/api/employees/${id}/`, { status: 'active' })
    assert.containsSubset((await get(`/api/employees/${id}/`)).body(), {
      status: 'active',
      termination_date: null,
      user_profile: { status: 'active' },
    })
  })

  test('takes the day that is given, but none before the hire date', async ({ client, assert }) => {
    const { get, patch, post } = api(client, acme.owner)
    await patch(`/api/employees/${id}/`, { hire_date: '2025-01-01' })
    const before = await post(path, { termination_date: '2024-12-31' })
    before.assertStatus(422)
    before.assertBodyContains({ errors: [{ field: 'termination_date' }] })
    assert.equal((await get(`/api/employees/${id}/`)).body().status, 'active')

    const response = await post(path, { termination_date: '2025-06-30' })
    assert.equal(response.body().employee.termination_date, '2025-06-30')
  })

  test('lists what is open, and leaves it assigned until a successor is named', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const customers = [
      await makeCustomer(acme, { assigned_to_id: id }),
      await makeCustomer(acme, { assigned_to_id: id }),
    ]
    const gone = await makeCustomer(acme, { assigned_to_id: id })
    await api(client, acme.owner).delete(`/api/customers/${gone}/`)
    const vendor = await post('/api/vendors/', { name: 'Paper Ltd', assigned_employee_id: id })

    const listed = await post(path)
    assert.sameDeepMembers(listed.body().open_records, [
      { resource: 'customers', count: 2, ids: customers.toSorted() },
      { resource: 'vendors', count: 1, ids: [vendor.body().id] },
    ])

    const successor = await makeEmployee(acme, { firstName: 'Sue', lastName: 'Cess' })
    const given = await post(path, { reassign_to: successor })
    given.assertStatus(200)
    assert.equal(given.body().reassigned_to, successor)
    for (const customer of customers) {
      const body = (await get(`/api/customers/${customer}/`)).body()
      assert.equal(body.assigned_to.id, successor)
      assert.equal(body.version, 2)
    }
    assert.deepEqual((await post(path)).body().open_records, [])
  })

  test('names only records that the caller may read', async ({ client, assert }) => {
    await makeCustomer(acme, { assigned_to_id: id })
    const clerk = await hireWith(acme, ['employees:read', 'employees:terminate', 'vendors:read'])
    const response = await api(client, clerk).post(path)
    response.assertStatus(200)
    assert.deepEqual(response.body().open_records, [])
  })

  test('hands over only what the caller may read and change wherever it is: {$self}')
    .with(['customers', 'leads', 'deals', 'vendors', 'employees'])
    .run(async ({ client, assert }, resource) => {
      const { get, patch, post } = api(client, acme.owner)
      const named = {
        customers: { name: 'Secret', assigned_to_id: id },
        leads: { name: 'Secret', assigned_to_id: id },
        deals: { title: 'Secret', assigned_to_id: id },
        vendors: { name: 'Secret', assigned_employee_id: id },
        employees: { full_name: 'Al Secret', manager_id: id },
      }[resource]
      const made = await post(`/api/${resource}/`, { ...named })
      made.assertStatus(201)
      const record = `/api/${resource}/${made.body().id}/`
      const version = (await get(record)).body().version
      const terminating = ['employees:read', 'employees:terminate']
      const narrow = `${resource}:update/own`

      const unseen = await hireWith(
        acme,
        resource === 'employees'
          ? [...terminating, narrow]
          : [...terminating, `${resource}:read/own`, `${resource}:update`]
      )
      const reading = new Set([...terminating, `${resource}:read`])
      const unchangeable = await hireWith(acme, [...reading, narrow])
      for (const [by, permission] of [
        [unseen, resource === 'employees' ? 'employees:update' : `${resource}:read`],
        [unchangeable, `${resource}:update`],
      ] as const) {
        const own = await makeEmployee(acme, { userId: by.userId })
        const refused = await api(client, by).post(path, { reassign_to: own })
        refused.assertStatus(403)
        refused.assertBodyContains({ code: 'permission_denied', permission })
      }
      assert.equal((await get(`/api/employees/${id}/`)).body().status, 'active')
      assert.equal((await get(record)).body().version, version)

      const all = new Set([...terminating, `${resource}:read`, `${resource}:update`])
      const wide = await hireWith(acme, [...all])
      const own = await makeEmployee(acme, { userId: wide.userId })
      ;(await api(client, wide).post(path, { reassign_to: own })).assertStatus(200)
      assert.equal((await get(record)).body().version, version + 1)
      ;(await patch(`/api/employees/${id}/`, { status: 'active' })).assertStatus(200)
    })

  test('hands over nothing for anyone who may terminate alone, when nothing is open', async ({
    client,
  }) => {
    const clerk = await hireWith(acme, ['employees:read', 'employees:terminate'])
    const own = await makeEmployee(acme, { userId: clerk.userId })
    ;(await api(client, clerk).post(path, { reassign_to: own })).assertStatus(200)
  })

  test('gives the reports to a successor, wherever the successor stood', async ({
    client,
    assert,
  }) => {
    const { get, patch, post } = api(client, acme.owner)
    const [boss, deputy, report] = [
      await makeEmployee(acme),
      await makeEmployee(acme),
      await makeEmployee(acme),
    ]
    await patch(`/api/employees/${id}/`, { manager_id: boss })
    await patch(`/api/employees/${deputy}/`, { manager_id: id })
    await patch(`/api/employees/${report}/`, { manager_id: deputy })

    const response = await post(path, { reassign_to: report })
    response.assertStatus(200)
    const managerOf = async (who: string) =>
      (await get(`/api/employees/${who}/`)).body().manager?.id ?? null
    assert.equal(await managerOf(report), boss)
    assert.equal(await managerOf(deputy), report)
  })

  test('refuses successors who are absent, deleted, terminated or the employee themselves', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const [deleted, terminated] = [await makeEmployee(acme), await makeEmployee(acme)]
    await deleteEmployee(acme, deleted)
    await post(`/api/employees/${terminated}/terminate/`)
    const foreign = await makeEmployee(await makeCompany('Globex'))
    for (const successor of [deleted, terminated, foreign, id]) {
      const response = await post(path, { reassign_to: successor })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'reassign_to', rule: 'exists' }] })
    }
    assert.equal((await get(`/api/employees/${id}/`)).body().status, 'active')
  })

  test('is the only way to that status, which can be repeated', async ({ client, assert }) => {
    const { get, patch, post, put } = api(client, acme.owner)
    const made = await post('/api/employees/', { full_name: 'Al Roe', status: 'terminated' })
    made.assertStatus(422)
    const refused = await patch(`/api/employees/${id}/`, { status: 'terminated' })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'status', rule: 'use_terminate' }] })
    assert.equal((await get(`/api/employees/${id}/`)).body().status, 'active')

    await post(path)
    const repeated = await put(`/api/employees/${id}/`, { status: 'terminated', city: 'Rome' })
    repeated.assertStatus(200)
  })

  test('takes records of the terminated no more', async ({ client }) => {
    const { post } = api(client, acme.owner)
    await post(path)
    const response = await post('/api/customers/', { name: 'Ann Lee', assigned_to_id: id })
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ field: 'assigned_to_id', rule: 'exists' }] })
  })
})
