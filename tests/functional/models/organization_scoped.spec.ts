import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

test.group('Models | organization scoped', () => {
  test('knows what of a record has changed since it was last written', async ({ assert }) => {
    const acme = await makeCompany()

    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const customer = await Customer.create({ name: 'Ada', tags: ['a', 'b', 'c'] })
      assert.isFalse(customer.$isDirty)
      await customer.merge({ tags: ['z'] }).save()
      assert.isFalse(customer.$isDirty)
      customer.tags.push('y')
      assert.deepEqual(customer.$dirty, { tags: ['z', 'y'] })
      await customer.save()
      assert.deepEqual((await Customer.findOrFail(customer.id)).tags, ['z', 'y'])
    })
  })
})
