import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Records as they come from elsewhere, with columns that a save completes though nothing else changes. */
const INCOMPLETE = [
  { resource: 'vendors', without: 'company_name', completed: { company_name: 'Ann Lee' } },
  { resource: 'customers', without: 'first_name', completed: { first_name: 'Ann' } },
] as const

test.group('Models | versioned', () => {
  test('what is derived in a save is counted, and seen by If-Match: {resource}')
    .with([...INCOMPLETE])
    .run(async ({ client, assert }, { resource, without, completed }) => {
      const acme = await makeCompany()
      const { get, patch, post } = api(client, acme.owner)
      const made = await post(`/api/${resource}/`, { name: 'Ann Lee' })
      const path = `/api/${resource}/${made.body().id}/`
      await inDatabase(acme, `UPDATE ${resource} SET ${without} = NULL WHERE id = $1`, [
        made.body().id,
      ])
      const before = await get(path)
      const seen = String(before.header('etag'))
      const same = { name: 'Ann Lee' }

      const first = await patch(path, same).header('If-Match', seen)
      first.assertStatus(200)
      first.assertBodyContains({ ...completed, version: before.body().version + 1 })
      ;(await patch(path, same).header('If-Match', seen)).assertStatus(412)
      const again = await patch(path, same)
      assert.equal(again.body().version, before.body().version + 1)
    })

  test('a change counts once, whatever hooks add to it, and nothing counts as nothing', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Ann Lee' })
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const customer = await Customer.findOrFail(id)
      await customer.merge({ name: 'Bea Roe', phone: '+1 201 555 0123' }).save()
      assert.equal(customer.version, 2)
      await customer.merge({ name: 'Bea Roe' }).save()
      assert.equal(customer.version, 2)
      assert.equal((await Customer.findOrFail(id)).version, 2)
    })
  })
})
