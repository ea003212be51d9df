import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { deleteEmployee, makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

const ABSENT = '00000000-0000-7000-8000-000000000000'

test.group('Employees', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('creates an employee and answers all of it', async ({ client, assert }) => {
    const manager = await makeEmployee(acme, { firstName: 'Mona', lastName: 'Lund' })
    const input = {
      first_name: 'Eve',
      last_name: 'Moss',
      email: 'eve@example.com',
      phone: '+1 (201) 555-0123',
      mobile: '201-555-0199',
      department: 'Sales',
      job_title: 'Account Executive',
      employment_type: 'part_time',
      hire_date: '2024-02-29',
      status: 'on_leave',
      emergency_contact: 'Adam Moss',
      salary: '85000.5',
      commission_rate: 7,
      manager_id: manager,
      city: 'Springfield',
      country: 'US',
    }
    const response = await api(client, acme.owner).post('/api/employees/', input)

    response.assertStatus(201)
    const { id, manager: above, ...body } = response.body()
    assert.equal(response.header('location'), `/api/employees/${id}/`)
    assert.containsSubset(body, {
      code: 'EMP002',
      full_name: 'Eve Moss',
      phone: '+1 (201) 555-0123',
      phone_normalized: '+12015550123',
      mobile: '201-555-0199',
      mobile_normalized: '+12015550199',
      employment_type: 'part_time',
      employment_type_display: 'Part time',
      hire_date: '2024-02-29',
      termination_date: null,
      status: 'on_leave',
      status_display: 'On leave',
      salary: '85000.50',
      commission_rate: '7.00',
      role: null,
      role_name: null,
      user: null,
      version: 1,
    })
    assert.containsSubset(above, { id: manager, full_name: 'Mona Lund', code: 'EMP001' })
  })

  test('divides a whole name, and asks for both parts', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const made = await post('/api/employees/', { full_name: 'Anna B Snelling' })
    assert.containsSubset(made.body(), { first_name: 'Anna', last_name: 'B Snelling' })

    const half = await post('/api/employees/', { full_name: 'Anna' })
    half.assertStatus(422)
    assert.equal(half.body().errors[0].field, 'last_name')
    const none = await post('/api/employees/', {})
    assert.sameMembers(
      none.body().errors.map(({ field }: { field: string }) => field),
      ['first_name', 'last_name']
    )
  })

  test('lists, searches by whole names, filters and orders', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const [mona] = [await makeEmployee(acme, { firstName: 'Mona', lastName: 'Lund' })]
    await post('/api/employees/', {
      full_name: 'Eve Moss',
      department: 'Support',
      manager_id: mona,
    })

    const list = await get('/api/employees/?ordering=full_name')
    assert.deepEqual(Object.keys(list.body().results[0]), [
      'id',
      'user_id',
      'user_profile_id',
      'code',
      'full_name',
      'email',
      'phone',
      'department',
      'job_title',
      'role_id',
      'status',
      'is_active',
      'manager_id',
      'manager_name',
      'avatar_url',
      'created_at',
      'custom',
    ])
    assert.containsSubset(list.body().results, [
      { full_name: 'Eve Moss', manager_name: 'Mona Lund' },
      { full_name: 'Mona Lund', manager_name: null },
    ])
    for (const query of ['search=eve mo', 'department=Support', `manager=${mona}`]) {
      const found = await get(`/api/employees/?${query}`)
      assert.equal(found.body().count, 1, query)
      assert.equal(found.body().results[0].full_name, 'Eve Moss')
    }
  })

  test('names the departments of those whom the caller may read, each once', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    for (const department of ['Support', 'Sales', 'Sales', null]) {
      await post('/api/employees/', { full_name: 'Eve Moss', department })
    }
    const gone = await post('/api/employees/', { full_name: 'Al Roe', department: 'Legal' })
    await deleteEmployee(acme, gone.body().id)
    await api(client, (await makeCompany('Globex')).owner).post('/api/employees/', {
      full_name: 'Jo Ray',
      department: 'Rockets',
    })

    assert.deepEqual((await get('/api/employees/departments/')).body(), ['Sales', 'Support'])
    const nobody = await hireWith(acme, ['employees:read/own'])
    assert.deepEqual((await api(client, nobody).get('/api/employees/departments/')).body(), [])
  })

  test('gives a linked member the profile of an employee, once', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const member = await hire(acme)
    const input = { full_name: 'Eve Moss', user_id: member.userId }
    const made = await post('/api/employees/', input)
    assert.equal(made.body().user.id, member.userId)
    assert.containsSubset(made.body().user_profile, { profile_type: 'employee', status: 'active' })

    const twice = await post('/api/employees/', input)
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'already_exists', field: 'user_id' })
  })

  test('refuses absent, foreign, deleted and terminated managers', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const foreign = await makeEmployee(await makeCompany('Globex'))
    const [deleted, terminated] = [await makeEmployee(acme), await makeEmployee(acme)]
    await deleteEmployee(acme, deleted)
    await post(`/api/employees/${terminated}/terminate/`)
    for (const manager of [ABSENT, foreign, deleted, terminated]) {
      const response = await post('/api/employees/', {
        full_name: 'Eve Moss',
        manager_id: manager,
      })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'manager_id', rule: 'exists' }] })
    }
    assert.equal((await api(client, acme.owner).get('/api/employees/')).body().count, 1)
  })

  test('refuses unknown roles and users', async ({ client }) => {
    for (const field of ['role_id', 'user_id']) {
      const response = await api(client, acme.owner).post('/api/employees/', {
        full_name: 'Eve Moss',
        [field]: ABSENT,
      })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field }] })
    }
  })

  test('lets no one be their own manager, over any number of others', async ({
    client,
    assert,
  }) => {
    const { get, patch } = api(client, acme.owner)
    const chain = [await makeEmployee(acme), await makeEmployee(acme), await makeEmployee(acme)]
    const [top = '', middle = '', bottom = ''] = chain
    ;(await patch(`/api/employees/${middle}/`, { manager_id: top })).assertStatus(200)
    ;(await patch(`/api/employees/${bottom}/`, { manager_id: middle })).assertStatus(200)

    for (const manager of chain) {
      const response = await patch(`/api/employees/${top}/`, { manager_id: manager })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'manager_id', rule: 'circle' }] })
    }
    assert.isNull((await get(`/api/employees/${top}/`)).body().manager)
  })

  test('refuses values out of range, and dates that do not exist', async ({ client, assert }) => {
    const wrong = {
      salary: '-1',
      commission_rate: '100.01',
      hire_date: '2023-02-29',
      employment_type: 'temp',
      status: 'fired',
      phone: 'call me',
      email: 'nobody',
    }
    const response = await api(client, acme.owner).post('/api/employees/', {
      full_name: 'Eve Moss',
      ...wrong,
    })
    response.assertStatus(422)
    assert.sameMembers(
      response.body().errors.map(({ field }: { field: string }) => field),
      Object.keys(wrong)
    )
  })
})
