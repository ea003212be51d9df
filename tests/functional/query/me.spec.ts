import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { csv, importFile } from '#tests/support/imports'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'

/** What can be assigned, by what of it names the employee. */
const ASSIGNABLE = [
  { resource: 'customers', field: 'assigned_to_id', body: { name: 'Mine' } },
  { resource: 'leads', field: 'assigned_to_id', body: { name: 'Mine' } },
  { resource: 'deals', field: 'assigned_to_id', body: { title: 'Mine' } },
  { resource: 'vendors', field: 'assigned_employee_id', body: { name: 'Mine' } },
  { resource: 'employees', field: 'manager_id', body: { full_name: 'Rae Port' } },
]

const idsIn = (body: { results: { id: string }[] }) => body.results.map(({ id }) => id)

test.group('Me', (group) => {
  let acme: Company
  let seller: Member
  /** The employee that the seller is. */
  let own: string

  group.each.setup(async () => {
    acme = await makeCompany()
    seller = await hire(acme, { as: 'admin' })
    own = await makeEmployee(acme, { firstName: 'Sal', lastName: 'Lee', userId: seller.userId })
  })

  test(
    'is the employee that the caller is, in what is made, changed, and changed with others: {resource}'
  )
    .with(ASSIGNABLE)
    .run(async ({ client, assert }, { resource, field, body }) => {
      const { get, patch, post } = api(client, seller)
      const made = await post(`/api/${resource}/`, { ...body, [field]: 'me' })
      made.assertStatus(201)
      assert.equal(made.body()[field], own)

      const path = `/api/${resource}/${made.body().id}/`
      await patch(path, { [field]: null })
      const changed = await patch(path, { [field]: 'me' })
      assert.equal(changed.body()[field], own)

      await patch(path, { [field]: null })
      const many = await post(`/api/${resource}/bulk_update/`, {
        ids: [made.body().id],
        data: { [field]: 'me' },
      })
      many.assertBodyContains({ count: 1 })
      assert.equal((await get(path)).body()[field], own)
    })

  test('is refused by its field of a caller who is no employee: {resource}')
    .with(ASSIGNABLE)
    .run(async ({ client, assert }, { resource, field, body }) => {
      const { post } = api(client, acme.owner)
      const refused = await post(`/api/${resource}/`, { ...body, [field]: 'me' })
      refused.assertStatus(422)
      assert.containsSubset(refused.body().errors, [{ field, rule: 'caller' }])
    })

  test('finds what is assigned to the caller, by any operator, and in statistics: {resource}')
    .with(ASSIGNABLE)
    .run(async ({ client, assert }, { resource, field, body }) => {
      const { get, post } = api(client, seller)
      const other = await makeEmployee(acme)
      const make = async (assignee: string) =>
        (await post(`/api/${resource}/`, { ...body, [field]: assignee })).body().id
      const [mine, theirs] = [await make('me'), await make(other)]
      const found = async (query: string) => {
        const response = await get(`/api/${resource}/?${query}`)
        response.assertStatus(200)
        return idsIn(response.body())
      }

      assert.deepEqual(await found(`${field}=me`), [mine])
      assert.sameMembers(await found(`${field}[in]=me,${other}`), [mine, theirs])
      assert.notInclude(await found(`${field}[ne]=me`), mine)
      assert.include(await found(`${field}[nin]=me`), theirs)

      /* The owner is no employee: nothing is theirs, and everything is another’s. */
      const ofOwner = api(client, acme.owner)
      const none = await ofOwner.get(`/api/${resource}/?${field}=me`)
      none.assertBodyContains({ count: 0 })
      const all = await ofOwner.get(`/api/${resource}/?${field}[ne]=me`)
      assert.includeMembers(idsIn(all.body()), [mine, theirs])
    })

  test('is the user that the caller is where users are named', async ({ client, assert }) => {
    const { get, post } = api(client, seller)
    const others = await hire(acme, { roles: ['viewer'] })
    const memberships = await get('/api/user-organizations/?user_id=me')
    assert.deepEqual(idsIn(memberships.body()), [seller.membershipId])
    const rest = await get('/api/user-organizations/?user_id[ne]=me')
    assert.sameMembers(idsIn(rest.body()), [acme.owner.membershipId, others.membershipId])
    const self = await get('/api/employees/?id=me')
    assert.deepEqual(idsIn(self.body()), [own])

    const profile = await post('/api/user-profiles/', { user_id: 'me', profile_type: 'vendor' })
    profile.assertStatus(201)
    assert.equal(profile.body().user_id, seller.userId)
    const made = await api(client, acme.owner).post('/api/employees/', {
      full_name: 'Olivia Test',
      user_id: 'me',
    })
    made.assertStatus(201)
    assert.equal(made.body().user_id, acme.owner.userId)
  })

  test('stands for no one where no user is named', async ({ client, assert }) => {
    const { get, post } = api(client, seller)
    for (const query of ['pipeline_id=me', 'id=me', 'stage_id[in]=me']) {
      const refused = await get(`/api/deals/?${query}`)
      refused.assertStatus(400)
      refused.assertBodyContains({ code: 'malformed_parameter' })
    }
    const deal = await post('/api/deals/', { title: 'Mine', customer_id: 'me' })
    deal.assertStatus(422)
    const called = await makeCustomer(acme, { name: 'me' })
    const found = await get('/api/customers/?name=me')
    assert.deepEqual(idsIn(found.body()), [called])
  })

  test('is read where leads are assigned and converted, and statistics are asked for', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, seller)
    const [assigned, converted] = [await makeLead(acme), await makeLead(acme)]
    const lead = await post(`/api/leads/${assigned}/assign/`, { assigned_to_id: 'me' })
    assert.equal(lead.body().lead.assigned_to_id, own)

    const made = await post(`/api/leads/${converted}/convert/`, { assigned_to_id: 'me' })
    made.assertStatus(201)
    const customer = await get(`/api/customers/${made.body().customer_id}/`)
    assert.equal(customer.body().assigned_to_id, own)

    await makeDeal(acme, { assigned_to_id: own })
    await makeDeal(acme)
    const statistics = await get('/api/deals/stats/?assigned_to_id=me')
    statistics.assertBodyContains({ total: 1 })
  })

  test('is whoever ordered it in a file that is imported', async ({ client, assert }) => {
    const done = await importFile(client, seller, csv('name,who', 'A,me', 'B,x'), {
      mapping: {
        name: 'name',
        assigned_to_id: { column: 'who', values: { x: 'me' } },
      },
    })
    assert.containsSubset(done, { created: 2, failed: 0 })
    const fixed = await importFile(client, seller, csv('name', 'C'), {
      mapping: { name: 'name', assigned_to_id: { value: 'me' } },
    })
    assert.containsSubset(fixed, { created: 1, failed: 0 })
    const mine = await api(client, seller).get('/api/customers/?assigned_to_id=me')
    mine.assertBodyContains({ count: 3 })
  })

  test('is described as a value of these fields, and of no others', async ({ client, assert }) => {
    const document = (await api(client, acme.owner).get('/api/openapi/mine.json')).body()
    const { NewCustomer, NewDeal, EmployeeChange } = document.components.schemas
    const isOffered = (schema: object) => JSON.stringify(schema).includes('"me"')
    assert.isTrue(isOffered(NewCustomer.properties.assigned_to_id))
    assert.isTrue(isOffered(NewDeal.properties.assigned_to_id))
    assert.isTrue(isOffered(EmployeeChange.properties.manager_id))
    assert.isFalse(isOffered(NewDeal.properties.customer_id))
  })

  test('says in the caller’s account which employee they are', async ({ client, assert }) => {
    const [ofSeller, ofOwner] = await Promise.all([
      client.get('/api/users/me/').bearerToken(seller.token),
      client.get('/api/users/me/').bearerToken(acme.owner.token),
    ])
    assert.containsSubset(ofSeller.body().memberships[0], {
      organization: { id: acme.id },
      employee: { id: own, full_name: 'Sal Lee', status: 'active' },
    })
    assert.isNull(ofOwner.body().memberships[0].employee)
  })
})
