import { test } from '@japa/runner'
import { makeCompany } from '#tests/personas'

test.group('Customers | index', () => {
  test('lists the customers of the own organization only', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    await client.post('/api/customers/').bearerToken(globex.owner.token).json({ name: 'Hidden' })
    await client.post('/api/customers/').bearerToken(acme.owner.token).json({ name: 'Shown One' })

    const response = await client.get('/api/customers/').bearerToken(acme.owner.token)

    response.assertStatus(200)
    assert.deepEqual(
      response.body().results.map((customer: { name: string }) => customer.name),
      ['Shown One']
    )
    assert.equal(response.body().count, 1)
  })
})
