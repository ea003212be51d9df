import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { type Company, makeCompany } from '#tests/support/personas'

/*
 * Row-level security lets `crm_system` see every row, so that what holds here
 * is held by the first fence alone.
 */
const throughFirstFenceOnly = ({ id }: Company) => ({ ...asSystem, organizationId: id })

test.group('Tenancy | adapter', (group) => {
  let acme: Company
  let globex: Company
  let customer: Customer

  group.each.setup(async () => {
    acme = await makeCompany('Acme')
    globex = await makeCompany('Globex')
    customer = await UnitOfWork.run(forOrganization(acme.id), () =>
      Customer.create({ name: 'Ada Thornby', tags: ['first', 'second'] })
    )
  })

  const stored = () =>
    UnitOfWork.run(forOrganization(acme.id), () => Customer.findOrFail(customer.id))

  test('locks a record with all its values', async ({ assert }) => {
    const locked = await UnitOfWork.run(forOrganization(acme.id), () =>
      lockRecord(Customer, customer.id)
    )
    assert.instanceOf(locked, Customer)
    assert.isFalse(locked?.$isDirty)
    assert.deepEqual(locked?.$attributes, (await stored()).$attributes)
  })

  test('locks nothing of another organization', async ({ assert }) => {
    const locked = (company: Company) =>
      UnitOfWork.run(throughFirstFenceOnly(company), () => lockRecord(Customer, customer.id))
    assert.isNull(await locked(globex))
    assert.isNotNull(await locked(acme))
  })

  test('writes to the row that was read, wherever the record says it belongs now', async ({
    assert,
  }) => {
    await UnitOfWork.run(throughFirstFenceOnly(globex), async () => {
      const record = await Customer.create({ name: 'Ada Thornby' })
      record.$original.organizationId = acme.id
      await record.merge({ phone: '+351 21 5550199' }).save()
      assert.isNull((await Customer.findOrFail(record.id)).phone)
    })
  })

  test('writes only what has changed, and moments as they are', async ({ assert }) => {
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      const record = await Customer.findOrFail(customer.id)
      await unit.query(`UPDATE customers SET city = 'Lisbon' WHERE id = $1`, [customer.id])
      await record.merge({ tags: ['third, "quoted"'] }).save()
    })
    const { city, tags, updatedAt, createdAt } = await stored()
    assert.deepEqual({ city, tags }, { city: 'Lisbon', tags: ['third, "quoted"'] })
    assert.equal(createdAt.toMillis(), customer.createdAt.toMillis())
    assert.isAbove(updatedAt.toMillis(), createdAt.toMillis())
  })
})
