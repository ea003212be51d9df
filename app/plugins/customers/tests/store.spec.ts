import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { deleteEmployee, makeEmployee } from '#tests/support/employees'
import { type Company, hire, makeCompany } from '#tests/support/personas'

test.group('Customers | store', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('asks anonymous callers to log in', async ({ client }) => {
    const response = await client.post('/api/customers/').json({ name: 'Ann Lee' })
    response.assertStatus(401)
  })

  test('refuses a viewer, and makes nothing', async ({ client, assert }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const response = await client
      .post('/api/customers/')
      .bearerToken(viewer.token)
      .json({ name: 'Ann Lee' })
    response.assertStatus(403)
    response.assertBodyContains({ permission: 'customers:create' })
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('creates a customer and answers all of it', async ({ client, assert }) => {
    const employee = await makeEmployee(acme, { firstName: 'Eve', lastName: 'Moss' })
    const input = {
      name: 'Ann B Cee',
      email: 'ann@example.com',
      phone: '+1-555-0100',
      mobile: '(555) 010 0100',
      website: 'https://ann.example',
      status: 'vip',
      industry: 'Retail',
      rating: '4.5',
      assigned_to_id: employee,
      payment_terms: 'Net 30',
      credit_limit: 125000,
      tax_id: 'T1',
      address: '1 Main St',
      city: 'Springfield',
      state: 'IL',
      country: 'USA',
      postal_code: '62701',
      source: 'referral',
      tags: ['gold', 'early'],
      notes: '  Likes tea  ',
    }
    const response = await client.post('/api/customers/').bearerToken(acme.owner.token).json(input)

    response.assertStatus(201)
    const body = response.body()
    assert.equal(response.header('location'), `/api/customers/${body.id}/`)
    assert.match(String(response.header('etag')), /^"1-[\w-]+"$/)
    response.assertBodyContains({
      organization: acme.id,
      code: 'CUST001',
      name: 'Ann B Cee',
      first_name: 'Ann',
      last_name: 'B Cee',
      full_name: 'Ann B Cee',
      customer_type: 'individual',
      customer_type_display: 'Individual',
      status: 'vip',
      rating: '4.50',
      credit_limit: '125000.00',
      tags: ['gold', 'early'],
      notes: 'Likes tea',
      user: null,
      user_profile: null,
      converted_from_lead: null,
      version: 1,
    })
    assert.equal(body.assigned_to.full_name, 'Eve Moss')
    assert.deepEqual(Object.keys(body.assigned_to), [
      'id',
      'code',
      'full_name',
      'email',
      'phone',
      'department',
      'job_title',
      'status',
    ])

    const shown = await client.get(`/api/customers/${body.id}/`).bearerToken(acme.owner.token)
    assert.deepEqual(shown.body(), body)
  })

  test('names persons and companies by whichever part is given', async ({ client, assert }) => {
    const expected: [Record<string, unknown>, Record<string, unknown>][] = [
      [
        { first_name: 'Ann', last_name: 'Lee' },
        { name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee', company_name: null },
      ],
      [{ name: 'Plato' }, { name: 'Plato', first_name: 'Plato', last_name: null }],
      [
        { customer_type: 'business', name: 'Acme' },
        { name: 'Acme', company_name: 'Acme', first_name: null },
      ],
      [
        { customer_type: 'business', company_name: 'Acme Inc' },
        { name: 'Acme Inc', company_name: 'Acme Inc' },
      ],
      [
        { customer_type: 'business', name: 'Acme', company_name: 'Acme Inc' },
        { name: 'Acme', company_name: 'Acme Inc' },
      ],
    ]
    for (const [input, names] of expected) {
      const response = await client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json(input)
      response.assertStatus(201)
      assert.containsSubset(response.body(), names)
    }
  })

  test('numbers customers one after the other, also when many come at once', async ({
    client,
    assert,
  }) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        client
          .post('/api/customers/')
          .bearerToken(acme.owner.token)
          .json({ name: `Customer ${number}` })
      )
    )
    const codes = answers.map((answer) => answer.body().code)
    assert.deepEqual(
      codes.toSorted(),
      Array.from({ length: 12 }, (_, number) => `CUST${String(number + 1).padStart(3, '0')}`)
    )
  })

  test('refuses every wrong value, naming the field, and makes nothing', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const foreign = await makeEmployee(globex)
    const wrong: Record<string, unknown[]> = {
      name: ['x'.repeat(256), 5, ['a'], { a: 1 }, 'a\u0000b', 'a\ud800b'],
      email: ['nobody', 'a@b', `${'x'.repeat(250)}@example.com`],
      phone: ['call me', '12', '1'.repeat(21)],
      website: ['javascript:alert(1)', 'ftp://a.example', 'example.com', 'http://'],
      customer_type: ['firm', null, 1],
      status: ['unheard', ''],
      rating: ['5.01', '-1', '4.555', 'good', 1e21, '1e2', 'NaN'],
      credit_limit: ['-0.01', '1.234', 'much', true],
      tags: ['gold', [1], ['a', 'a'], ['x'.repeat(51)], [''], Array.from({ length: 51 }, String)],
      assigned_to_id: ['nobody', foreign, '00000000-0000-7000-8000-000000000000', 7],
      user_id: ['nobody', globex.owner.userId],
      notes: ['x'.repeat(10_001)],
      id: ['00000000-0000-7000-8000-000000000000'],
      code: ['CUST999'],
      version: [9],
      organization_id: [globex.id],
      created_by_id: [globex.owner.userId],
      deleted_at: [null],
      converted_at: ['2020-01-01'],
      full_name: ['Ann'],
      __proto: [{}],
    }
    for (const [field, values] of Object.entries(wrong)) {
      for (const value of values) {
        const response = await client
          .post('/api/customers/')
          .bearerToken(acme.owner.token)
          .json({ name: 'Ann Lee', [field]: value })
        const said = `${field}: ${JSON.stringify(value)?.slice(0, 40)}`
        assert.equal(response.status(), 422, said)
        assert.equal(response.body().code, 'validation_failed', said)
        assert.isTrue(
          response.body().errors.every((error: { field: string }) => error.field.startsWith(field)),
          `${said}: ${JSON.stringify(response.body().errors)}`
        )
      }
    }
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('says everything that is wrong at once', async ({ client, assert }) => {
    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ nme: 'Ann', rating: '9', email: 'x' })
    response.assertStatus(422)
    assert.sameMembers(
      response.body().errors.map(({ field }: { field: string }) => field),
      ['nme', 'rating', 'email']
    )
  })

  test('asks for a name', async ({ client }) => {
    for (const input of [{}, { name: '' }, { name: '  ' }, { email: 'ann@example.com' }]) {
      const response = await client
        .post('/api/customers/')
        .bearerToken(acme.owner.token)
        .json(input)
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'name', rule: 'required' }] })
    }
  })

  test('refuses a body that is not an object of JSON', async ({ client, assert }) => {
    const bodies: [string, string, number][] = [
      ['[]', 'application/json', 422],
      ['"text"', 'application/json', 400],
      ['{"name":', 'application/json', 400],
      ['{"name":"a"} trailing', 'application/json', 400],
      ['['.repeat(20_000), 'application/json', 400],
      ['name=Ann', 'application/x-www-form-urlencoded', 415],
      ['{"name":"Ann"}', 'text/plain', 415],
      [`{"name":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
    ]
    for (const [body, type, status] of bodies) {
      const response = await fetch(`${process.env.APP_URL}/api/customers/`, {
        method: 'POST',
        headers: { 'Authorization': `Bearer ${acme.owner.token}`, 'Content-Type': type },
        body,
      })
      assert.equal(response.status, status, body.slice(0, 30))
      assert.equal(response.headers.get('content-type'), 'application/problem+json')
    }
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('works for the organization that the body names, if the caller belongs to it', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const named = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lee', organization: acme.id })
    named.assertStatus(201)
    assert.equal(named.body().organization, acme.id)

    const foreign = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lee', organization: globex.id })
    foreign.assertStatus(404)
  })

  test('does not let the query string speak for the body', async ({ client, assert }) => {
    const response = await client
      .post('/api/customers/?name=Query')
      .bearerToken(acme.owner.token)
      .json({ name: 'Body' })
    response.assertStatus(400)
    response.assertBodyContains({ code: 'unknown_parameter', parameter: 'name' })
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('gives a linked member the profile of a customer', async ({ client, assert }) => {
    const member = await hire(acme)
    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lee', user_id: member.userId })
    response.assertStatus(201)
    assert.equal(response.body().user.id, member.userId)
    assert.notProperty(response.body().user, 'password')
    assert.containsSubset(response.body().user_profile, {
      profile_type: 'customer',
      status: 'active',
    })

    const twice = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Again', user_id: member.userId })
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'already_exists', field: 'user_id' })
  })

  test('does not assign to an employee who is deleted', async ({ client }) => {
    const employee = await makeEmployee(acme)
    await deleteEmployee(acme, employee)
    const response = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Ann Lee', assigned_to_id: employee })
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ field: 'assigned_to_id', rule: 'exists' }] })
  })

  test('shows no one where the employee was deleted afterwards', async ({ client, assert }) => {
    const employee = await makeEmployee(acme)
    const id = await makeCustomer(acme, { assigned_to_id: employee })
    await deleteEmployee(acme, employee)
    const response = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    assert.isNull(response.body().assigned_to)
  })
})
