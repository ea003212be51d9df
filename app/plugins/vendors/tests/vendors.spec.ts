import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { deleteEmployee, makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Vendors', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('makes a vendor and answers all of it', async ({ client, assert }) => {
    const employee = await makeEmployee(acme)
    const member = await hire(acme)
    const response = await api(client, acme.owner).post('/api/vendors/', {
      name: 'Paper Ltd',
      contact_person: 'Pam Per',
      email: 'sales@paper.example',
      phone: '+442079460000',
      website: 'https://paper.example',
      vendor_type: 'service_provider',
      status: 'pending',
      payment_terms: 'Net 30',
      tax_id: 'GB1',
      industry: 'Paper',
      rating: '4.25',
      credit_limit: 5000,
      assigned_employee_id: employee,
      user_id: member.userId,
      notes: 'Delivers on Mondays',
    })
    response.assertStatus(201)
    assert.containsSubset(response.body(), {
      code: 'VEND001',
      name: 'Paper Ltd',
      company_name: 'Paper Ltd',
      phone_normalized: '+442079460000',
      vendor_type: 'service_provider',
      vendor_type_display: 'Service provider',
      status: 'pending',
      rating: '4.25',
      credit_limit: '5000.00',
      user: { id: member.userId },
      user_profile: { profile_type: 'vendor', status: 'active' },
      version: 1,
    })
    assert.deepEqual(Object.keys(response.body().assigned_employee), ['id', 'full_name', 'email'])
  })

  test('is named by its name or its company’s, and by one of them at least', async ({
    client,
    assert,
  }) => {
    const { patch, post } = api(client, acme.owner)
    const made = await post('/api/vendors/', { company_name: 'Paper Ltd' })
    assert.equal(made.body().name, 'Paper Ltd')
    ;(await post('/api/vendors/', { email: 'x@example.com' })).assertStatus(422)
    const cleared = await patch(`/api/vendors/${made.body().id}/`, {
      name: null,
      company_name: null,
    })
    cleared.assertStatus(422)
    cleared.assertBodyContains({ errors: [{ field: 'name', rule: 'required' }] })
  })

  test('lists with every key, also of absent relations, and filters', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    await post('/api/vendors/', { name: 'Paper Ltd', assigned_employee_id: employee })
    await post('/api/vendors/', {
      name: 'Ink Ltd',
      vendor_type: 'consultant',
      status: 'blacklisted',
    })

    const list = await get('/api/vendors/?ordering=name')
    assert.deepEqual(
      list.body().results.map(Object.keys),
      Array(2).fill([
        'id',
        'user_id',
        'user_profile_id',
        'code',
        'name',
        'company_name',
        'email',
        'phone',
        'vendor_type',
        'status',
        'is_active',
        'assigned_employee_id',
        'assigned_employee_name',
        'logo_url',
        'created_at',
        'custom',
      ])
    )
    for (const query of [
      'vendor_type=consultant',
      'status=blacklisted',
      'search=INK',
      'assigned_employee[is_null]=true',
    ]) {
      const found = await get(`/api/vendors/?${query}`)
      assert.equal(found.body().count, 1, query)
      assert.equal(found.body().results[0].name, 'Ink Ltd', query)
    }
    ;(await get('/api/vendors/?vendor_type=baker')).assertStatus(400)
  })

  test('names the kinds that there are, and nothing of anyone’s vendors', async ({
    client,
    assert,
  }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const types = await api(client, viewer).get('/api/vendors/types/')
    assert.deepEqual(types.body(), ['supplier', 'service_provider', 'contractor', 'consultant'])
    const nobody = await hire(acme)
    ;(await api(client, nobody).get('/api/vendors/types/')).assertStatus(403)
  })

  test('refuses values out of range, and what is no website', async ({ client, assert }) => {
    const wrong = {
      rating: '5.01',
      credit_limit: '-0.01',
      website: 'javascript:alert(1)',
      vendor_type: 'baker',
      status: 'vip',
      assigned_employee_id: 'eve',
    }
    const response = await api(client, acme.owner).post('/api/vendors/', { name: 'X', ...wrong })
    response.assertStatus(422)
    assert.sameMembers(
      response.body().errors.map(({ field }: { field: string }) => field),
      Object.keys(wrong)
    )
  })

  test('belongs to no one who is deleted', async ({ client }) => {
    const { post } = api(client, acme.owner)
    const employee = await makeEmployee(acme)
    await deleteEmployee(acme, employee)
    const response = await post('/api/vendors/', { name: 'X', assigned_employee_id: employee })
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ field: 'assigned_employee_id', rule: 'exists' }] })
  })

  test('is a user’s own when it is assigned to them', async ({ client, assert }) => {
    const buyer = await hireWith(acme, ['vendors:read/own'])
    const employee = await makeEmployee(acme, { userId: buyer.userId })
    const { post } = api(client, acme.owner)
    const made = await post('/api/vendors/', { name: 'Theirs', assigned_employee_id: employee })
    await post('/api/vendors/', { name: 'Another’s' })
    const list = await api(client, buyer).get('/api/vendors/')
    assert.deepEqual(
      list.body().results.map(({ id }: { id: string }) => id),
      [made.body().id]
    )
  })
})
