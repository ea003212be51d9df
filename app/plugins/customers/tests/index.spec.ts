import { test } from '@japa/runner'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { makeCustomer, makeCustomers, namesIn, walk } from '#tests/support/customers'

test.group('Customers | index', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('asks anonymous callers to log in', async ({ client, assert }) => {
    const response = await client.get('/api/customers/')
    response.assertStatus(401)
    response.assertHeader('www-authenticate', 'Bearer')
    assert.equal(response.header('content-type'), 'application/problem+json')
  })

  test('refuses a member who has no role, naming the permission', async ({ client }) => {
    const member = await hire(acme)
    const response = await client.get('/api/customers/').bearerToken(member.token)
    response.assertStatus(403)
    response.assertBodyContains({ code: 'permission_denied', permission: 'customers:read' })
  })

  test('lists the customers of the own organization only', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(globex, { name: 'Hidden' })
    await makeCustomer(acme, { name: 'Shown' })

    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)

    response.assertStatus(200)
    response.assertHeader('x-organization-id', acme.id)
    assert.deepEqual(namesIn(response), ['Shown'])
    assert.equal(response.body().count, 1)
  })

  test('answers not found for an organization that is not the caller’s', async ({ client }) => {
    const globex = await makeCompany('Globex')
    for (const organization of [globex.id, globex.slug, 'nobody-has-this']) {
      const response = await client
        .get('/api/customers/')
        .header('X-Organization-Id', organization)
        .bearerToken(acme.owner.token)
      response.assertStatus(404)
      response.assertBodyContains({ code: 'not_found', detail: 'Organization not found.' })
    }
  })

  test('shows the list shape, with every key also where there is no value', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme, { name: 'Ann Lee' })
    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(Object.keys(response.body().results[0]), [
      'id',
      'user_id',
      'user_profile_id',
      'code',
      'name',
      'email',
      'phone',
      'customer_type',
      'status',
      'is_active',
      'assigned_to_id',
      'assigned_to_name',
      'converted_from_lead_id',
      'logo_url',
      'created_at',
      'parent_id',
      'person_id',
      'custom',
    ])
    assert.isNull(response.body().results[0].assigned_to_name)
    assert.match(response.body().results[0].created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('pages with absolute links to the neighbours', async ({ client, assert }) => {
    await makeCustomers(acme, 5)
    const page = (query: string) =>
      client.get(`/api/customers/?${query}`).bearerToken(acme.owner.token)

    const first = (await page('page_size=2')).body()
    assert.equal(first.count, 5)
    assert.lengthOf(first.results, 2)
    assert.isNull(first.previous)
    assert.equal(first.next, `${process.env.APP_URL}/api/customers/?page_size=2&page=2`)

    const second = (await page('page_size=2&page=2')).body()
    assert.equal(second.previous, `${process.env.APP_URL}/api/customers/?page_size=2`)

    const last = (await page('page_size=2&page=3')).body()
    assert.lengthOf(last.results, 1)
    assert.isNull(last.next)

    const beyond = (await page('page=4')).body()
    assert.deepEqual(beyond.results, [])
    assert.equal(beyond.count, 5)
    assert.equal(beyond.previous, `${process.env.APP_URL}/api/customers/`)
    const farBeyond = (await page('page_size=2&page=900')).body()
    assert.equal(farBeyond.previous, `${process.env.APP_URL}/api/customers/?page_size=2&page=3`)
  })

  test('gives at most a hundred entries', async ({ client, assert }) => {
    await makeCustomers(acme, 101)
    const response = await client
      .get('/api/customers/?page_size=5000')
      .bearerToken(acme.owner.token)
    assert.lengthOf(response.body().results, 100)
    assert.equal(response.body().count, 101)
  })

  test('refuses what it does not understand, naming the parameter', async ({ client, assert }) => {
    const wrong: Record<string, string> = {
      'page=0': 'page',
      'page=-1': 'page',
      'page=x': 'page',
      'page=1.5': 'page',
      'page=99999999999999999999': 'page',
      'page=1&page=2': 'page',
      'page_size=0': 'page_size',
      'page_size=x': 'page_size',
      'ordering=nothing': 'ordering',
      'ordering=tags': 'ordering',
      'ordering=name,name': 'ordering',
      'ordering=': 'ordering',
      'fields=': 'fields',
      'fields=name,secret': 'fields',
      'fields=search_text': 'fields',
      'colour=red': 'colour',
      'search_text=a': 'search_text',
      'organization_id=1': 'organization_id',
      'status=unheard': 'status',
      'status[is]=active': 'status[is]',
      'status[in][a]=active': 'status[in]',
      'rating[gte]=much': 'rating[gte]',
      'assigned_to=nobody': 'assigned_to',
      'created_at[gte]=yesterday': 'created_at[gte]',
      'created_at[contains]=2': 'created_at[contains]',
      'email[is_null]=perhaps': 'email[is_null]',
      'cursor=%21': 'cursor',
      'cursor=e30': 'cursor',
      'cursor=&page=2': 'cursor',
      'count=some': 'count',
      'deleted=perhaps': 'deleted',
      'search[]=a': 'search',
      'search=%00': 'search',
      'name=%00': 'name',
    }
    for (const [query, parameter] of Object.entries(wrong)) {
      const response = await client.get(`/api/customers/?${query}`).bearerToken(acme.owner.token)
      assert.equal(response.status(), 400, query)
      assert.equal(response.body().parameter, parameter, query)
    }
  })

  test('filters by each operator', async ({ client, assert }) => {
    await makeCustomer(acme, { name: 'Ann', rating: '4.50', status: 'vip', tags: ['gold'] })
    await makeCustomer(acme, { name: 'Bob 50%', rating: '2.00', email: 'bob@example.com' })
    await makeCustomer(acme, { name: 'Cy_d', status: 'inactive', industry: 'Retail' })
    const expected: Record<string, string[]> = {
      'status=vip': ['Ann'],
      'status[ne]=active': ['Ann', 'Cy_d'],
      'status[in]=vip,inactive': ['Ann', 'Cy_d'],
      'status[in]=': [],
      'status[nin]=vip,inactive': ['Bob 50%'],
      'rating=4.5': ['Ann'],
      'rating[gt]=2': ['Ann'],
      'rating[gte]=2': ['Ann', 'Bob 50%'],
      'rating[lt]=4.5': ['Bob 50%'],
      'rating[is_null]=true': ['Cy_d'],
      'rating[gte]=2&rating[lte]=3': ['Bob 50%'],
      'name[contains]=%25': ['Bob 50%'],
      'name[contains]=_': ['Cy_d'],
      'name[starts_with]=aN': ['Ann'],
      'email[is_null]=false': ['Bob 50%'],
      'industry[ne]=Retail': ['Ann', 'Bob 50%'],
      'tags[contains]=gold': ['Ann'],
      'tags[contains]=gol': [],
      'status=active&customer_type=individual': ['Bob 50%'],
      'status=active&name[contains]=b': ['Bob 50%'],
      'created_at[gte]=2100-01-01': [],
    }
    for (const [query, names] of Object.entries(expected)) {
      const response = await client
        .get(`/api/customers/?${query}&ordering=name`)
        .bearerToken(acme.owner.token)
      assert.deepEqual(namesIn(response), names, query)
      assert.equal(response.body().count, names.length, query)
    }
  })

  test('searches name, e-mail and company for the text as it is', async ({ client, assert }) => {
    await makeCustomer(acme, { name: 'Ann Lee', email: 'ann@green.example' })
    await makeCustomer(acme, { name: 'Greenhouse', customer_type: 'business' })
    await makeCustomer(acme, { name: '100% Wool', customer_type: 'business' })
    const expected: Record<string, string[]> = {
      'green': ['Ann Lee', 'Greenhouse'],
      'GREEN': ['Ann Lee', 'Greenhouse'],
      '%': ['100% Wool'],
      '_': [],
      '\\': [],
      'nn l': ['Ann Lee'],
      'nobody': [],
    }
    for (const [term, names] of Object.entries(expected)) {
      const response = await client
        .get(`/api/customers/?ordering=name&search=${encodeURIComponent(term)}`)
        .bearerToken(acme.owner.token)
      assert.deepEqual(namesIn(response).toSorted(), names.toSorted(), term)
      assert.equal(response.body().count, names.length, term)
    }
  })

  test('finds nothing of another organization by search', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(globex, { name: 'Unmistakable Hidden' })
    const response = await client
      .get('/api/customers/?search=unmistakable')
      .bearerToken(acme.owner.token)
    assert.equal(response.body().count, 0)
  })

  test('gives only the fields that are asked for', async ({ client, assert }) => {
    await makeCustomer(acme, { name: 'Ann Lee' })
    const response = await client
      .get('/api/customers/?fields=name,notes')
      .bearerToken(acme.owner.token)
    assert.deepEqual(response.body().results, [{ name: 'Ann Lee', notes: null }])
  })

  test('walks by cursor through every record once, in any order', async ({ client, assert }) => {
    await makeCustomers(acme, 23, (number) => ({
      name: `Name ${String(number % 7)}`,
      ...(number % 3 !== 0 && { rating: String(number % 5) }),
    }))
    for (const ordering of [
      '-created_at',
      'name',
      '-name,rating',
      'rating,-name',
      '-rating',
      'id',
    ]) {
      const seen = await walk(client, acme, `ordering=${ordering}&page_size=4`)
      assert.lengthOf(seen, 23, ordering)
      assert.equal(new Set(seen).size, 23, ordering)
    }
  })

  test('neither repeats nor skips a record when others come and go on the way', async ({
    client,
    assert,
  }) => {
    const before = await makeCustomers(acme, 12)
    let step = 0
    const seen = await walk(client, acme, 'page_size=3', async () => {
      step += 1
      await makeCustomer(acme, { name: `New ${step}` })
    })
    assert.includeMembers(seen, before)
    assert.equal(new Set(seen).size, seen.length)
  })

  test('counts a walk only when asked to', async ({ client, assert }) => {
    await makeCustomers(acme, 3)
    const plain = await client.get('/api/customers/?cursor=').bearerToken(acme.owner.token)
    assert.isNull(plain.body().count)
    const counted = await client
      .get('/api/customers/?cursor=&count=exact')
      .bearerToken(acme.owner.token)
    assert.equal(counted.body().count, 3)
  })

  test('shows only their own to users to whom only those were granted', async ({
    client,
    assert,
  }) => {
    const seller = await hireWith(acme, ['customers:read/own', 'customers:create/own'])
    await makeCustomer(acme, { name: 'Another user’s' })
    await client.post('/api/customers/').bearerToken(seller.token).json({ name: 'Mine' })

    const response = await client.get('/api/customers/').bearerToken(seller.token)

    assert.deepEqual(namesIn(response), ['Mine'])
    assert.equal(response.body().count, 1)
  })

  test('shows deleted ones to those who may restore them', async ({ client, assert }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const id = await makeCustomer(acme, { name: 'Gone' })
    await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)

    const refused = await client.get('/api/customers/?deleted=true').bearerToken(viewer.token)
    refused.assertStatus(403)
    const response = await client.get('/api/customers/?deleted=true').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(response), ['Gone'])
    assert.equal(response.body().count, 1)
  })

  test('answers the same with and without a trailing slash, and under its version', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme, { name: 'Ann Lee' })
    for (const path of ['/api/customers', '/api/customers/', '/api/v1/customers']) {
      const response = await client.get(path).bearerToken(acme.owner.token)
      assert.deepEqual(namesIn(response), ['Ann Lee'], path)
    }
  })
})
