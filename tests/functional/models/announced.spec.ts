import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { runAction } from '#core/resources/concerns/emits_events'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

async function calledNow(): Promise<string> {
  const { rows } = await UnitOfWork.get().query<{ name: string | null }>(
    `SELECT current_setting('app.action', true) AS name`
  )
  return rows[0]?.name ?? ''
}

test.group('EmitsEvents', () => {
  test('a command of the business goes by its name, and the change after it does not', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const customer = await Customer.create({ name: 'Ann' })
      assert.equal(await calledNow(), '')

      await customer.deactivate()
      assert.equal(await calledNow(), 'customers:deactivate')

      await customer.merge({ name: 'Ann B' }).save()
      assert.equal(await calledNow(), '')
    })
  })

  test('a command inside a command is part of it', async ({ assert }) => {
    const acme = await makeCompany()
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const customer = await Customer.create({ name: 'Ann' })

      await runAction(customer, 'merge', async () => {
        await customer.deactivate()
        await customer.delete()
        assert.equal(await calledNow(), 'customers:merge')
      })

      assert.isTrue(customer.isDeleted)
      assert.equal(customer.status, 'inactive')
    })
  })
})
