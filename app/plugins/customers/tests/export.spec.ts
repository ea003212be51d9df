import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | export', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('asks anonymous callers to log in, and refuses who may not', async ({ client, assert }) => {
    const viewer = await hireWith(acme, ['customers:read'])
    for (const path of ['export', 'export_csv']) {
      assert.equal((await client.get(`/api/customers/${path}/`)).status(), 401)
      const refused = await client.get(`/api/customers/${path}/`).bearerToken(viewer.token)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'customers:export' })
    }
  })

  test('writes the whole list, with its filters, order and fields', async ({ client, assert }) => {
    await makeCustomers(acme, 130, (number) => ({ status: number > 120 ? 'vip' : 'active' }))
    const whole = await client.get('/api/customers/export_csv/').bearerToken(acme.owner.token)
    whole.assertStatus(200)
    assert.equal(whole.header('content-type'), 'text/csv; charset=utf-8')
    assert.equal(whole.header('content-disposition'), 'attachment; filename="customer_export.csv"')
    assert.lengthOf(parse(whole.text(), { columns: true }), 130)

    const some = await client
      .get('/api/customers/export/?status=vip&ordering=code&fields=code,status')
      .bearerToken(acme.owner.token)
    const lines = some.text().split('\r\n')
    assert.equal(lines[0], 'code,status')
    assert.equal(lines[1], 'CUST121,vip')
    assert.lengthOf(lines, 12)
  })

  test('gives a header also when there is nothing', async ({ client, assert }) => {
    const response = await client
      .get('/api/customers/export/?fields=code,name')
      .bearerToken(acme.owner.token)
    assert.equal(response.text(), 'code,name\r\n')
  })

  test('disarms formulas and quotes what needs quoting', async ({ client, assert }) => {
    await makeCustomer(acme, {
      name: '=HYPERLINK("http://evil.example")',
      phone: '+1-555-0100',
      notes: 'two\nlines, and a "word"',
      tags: ['a', 'b'],
    })
    const response = await client
      .get('/api/customers/export/?fields=name,phone,notes,tags')
      .bearerToken(acme.owner.token)
    const [row] = parse<Record<string, string>>(response.text(), { columns: true })
    assert.deepEqual(row, {
      name: `'=HYPERLINK("http://evil.example")`,
      phone: `'+1-555-0100`,
      notes: 'two\nlines, and a "word"',
      tags: 'a,b',
    })
  })

  test('contains only the caller’s own where only those are granted, and nothing foreign', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(globex, { name: 'Foreign' })
    await makeCustomer(acme, { name: 'Another user’s' })
    const seller = await hireWith(acme, [
      'customers:read/own',
      'customers:create',
      'customers:export',
    ])
    await client.post('/api/customers/').bearerToken(seller.token).json({ name: 'Mine' })
    const response = await client
      .get('/api/customers/export/?fields=name')
      .bearerToken(seller.token)
    assert.equal(response.text(), 'name\r\nMine\r\n')
  })

  test('refuses what it does not understand', async ({ client }) => {
    for (const query of ['fields=secret', 'fields=assigned_to', 'colour=red', 'status=unheard']) {
      const response = await client
        .get(`/api/customers/export/?${query}`)
        .bearerToken(acme.owner.token)
      response.assertStatus(400)
    }
  })
})
