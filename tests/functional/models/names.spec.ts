import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCompany } from '#tests/support/personas'

const BUSINESSES = [
  { path: 'customers', values: { customer_type: 'business' } },
  { path: 'vendors', values: {} },
]

test.group('Names', () => {
  test('either name of a business changes both, and both are kept as they are said: {path}')
    .with(BUSINESSES)
    .run(async ({ client, assert }, { path, values }) => {
      const { owner } = await makeCompany()
      const { get, post, patch } = api(client, owner)
      const { id } = (await post(`/api/${path}/`, { ...values, name: 'Acme' })).body()
      for (const [change, name, company] of [
        [{}, 'Acme', 'Acme'],
        [{ name: 'Globex' }, 'Globex', 'Globex'],
        [{ company_name: 'Initech' }, 'Initech', 'Initech'],
        [{ name: 'Hooli', company_name: 'Hooli Inc' }, 'Hooli', 'Hooli Inc'],
        [{ name: 'Acme', company_name: null }, 'Acme', 'Acme'],
      ] as const) {
        if (Object.keys(change).length > 0) {
          ;(await patch(`/api/${path}/${id}/`, change)).assertStatus(200)
        }
        const shown = (await get(`/api/${path}/${id}/`)).body()
        assert.include(shown, { name, company_name: company }, JSON.stringify(change))
      }
    })

  test('a name of a business that would be filled again cannot be emptied: {path}')
    .with(BUSINESSES)
    .run(async ({ client, assert }, { path, values }) => {
      const { owner } = await makeCompany()
      const { get, post, patch } = api(client, owner)
      const { id } = (await post(`/api/${path}/`, { ...values, name: 'Acme' })).body()
      for (const [field, value] of [
        ['company_name', null],
        ['company_name', ' '],
        ['name', ''],
        ['name', null],
      ] as const) {
        const response = await patch(`/api/${path}/${id}/`, { [field]: value })
        response.assertStatus(422)
        assert.equal(response.body().errors[0].field, field)
      }
      assert.include((await get(`/api/${path}/${id}/`)).body(), { name: 'Acme', version: 1 })
    })

  test('a person has one name: another one than that of its parts is refused', async ({
    client,
    assert,
  }) => {
    const { owner } = await makeCompany()
    const { get, post, patch } = api(client, owner)
    const parts = { first_name: 'Ann', last_name: 'Lee' }

    const two = await post('/api/customers/', { ...parts, name: 'Bob Ray' })
    two.assertStatus(422)
    assert.include(two.body().errors[0], { field: 'name', rule: 'same' })
    const titled = await post('/api/customers/', { ...parts, name: 'Dr. Ann Lee' })
    titled.assertStatus(201)
    const { id } = (await post('/api/customers/', parts)).body()
    ;(await patch(`/api/customers/${id}/`, { name: '' })).assertStatus(422)
    ;(await patch(`/api/customers/${id}/`, { name: 'Bob Ray' })).assertStatus(200)
    const shown = (await get(`/api/customers/${id}/`)).body()
    assert.include(shown, { name: 'Bob Ray', first_name: 'Bob', last_name: 'Ray' })
  })

  test('a lead with a company becomes that company, and the person its contact', async ({
    client,
    assert,
  }) => {
    const { owner } = await makeCompany()
    const { get, post } = api(client, owner)
    const body = { name: 'Jane Roe', company: 'Roe Ltd' }
    for (const [wanted, name, contact] of [
      [{}, 'Roe Ltd', 'Jane Roe'],
      [{ customer_type: 'individual' }, 'Jane Roe', null],
    ] as const) {
      const lead = (await post('/api/leads/', body)).body()
      const made = await post(`/api/leads/${lead.id}/convert/`, wanted)
      made.assertStatus(201)
      const customer = (await get(`/api/customers/${made.body().customer_id}/`)).body()
      assert.include(customer, { name, company_name: 'Roe Ltd', contact_person: contact })
    }
  })
})
