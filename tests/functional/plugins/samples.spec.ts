import { test } from '@japa/runner'
import customers from '#plugins/customers/resources/customers'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { makeSample } from '#tests/support/samples'

test.group('Samples', () => {
  test('a record is made of what its resource says of it, or is the one that it made', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get } = api(client, acme.owner)
    const known = await makeCustomer(acme)
    const made = (sample: typeof customers.sample) =>
      makeSample(client, acme, Object.assign(Object.create(customers), { sample }), (table) =>
        table === 'customers' ? [known] : []
      )

    const id = await made(({ idOf }) => ({ name: `Like ${idOf('customers')}` }))
    const shown = await get(`/api/customers/${id}/`)
    assert.equal(shown.body().name, `Like ${known}`)
    assert.equal(await made(async ({ idOf }) => idOf('customers')), known)
    await assert.rejects(() => made(() => ({ credit_limit: 'much' })), /The sample of "customers"/)
    await assert.rejects(() => made(({ idOf }) => idOf('vendors')), /a record of vendors/)
  })
})
