import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { type Company, makeCompany } from '#tests/support/personas'
import { Read } from '#core/database/read'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

const TAKEN = /duplicate key value violates unique constraint/

test.group('Tenancy | unit of work | what is sent ahead', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
    await inAcme(() => Customer.create({ name: 'Ada', code: 'A1' }))
  })

  function inAcme<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return UnitOfWork.run(forOrganization(acme.id), work)
  }

  const names = () =>
    inAcme(async (unit) => {
      const { rows } = await unit.query<{ name: string }>(
        'SELECT name FROM customers ORDER BY code'
      )
      return rows.map(({ name }) => name)
    })

  /* A code that is taken: only the database knows. */
  const refused = () => Customer.create({ name: 'Eve', code: 'A1' })

  const ways: [string, (unit: UnitOfWork) => Promise<unknown>][] = [
    ['the next statement does', (unit) => unit.query('SELECT 1')],
    ['the last statement does', async () => Read.of({ text: 'SELECT 1', values: [] }, () => null)],
    ['a statement of the ORM does', () => Customer.all()],
    ['the unit does at its end', async () => 'done'],
    ['a further one does', () => Customer.create({ name: 'Bo', code: 'B1' })],
  ]
  for (const [way, follow] of ways) {
    test(`fails for its own reason, and with all of the unit, when ${way}`, async ({ assert }) => {
      await assert.rejects(
        () =>
          inAcme(async (unit) => {
            await Customer.create({ name: 'Carl', code: 'C1' })
            await refused()
            return follow(unit)
          }),
        TAKEN
      )

      assert.deepEqual(await names(), ['Ada'])
    })
  }

  test('fails the attempt that it belongs to, and nothing else', async ({ assert }) => {
    await inAcme(async (unit) => {
      await Customer.create({ name: 'Bo', code: 'B1' })
      await assert.rejects(() => unit.savepoint(refused), TAKEN)
      await Customer.create({ name: 'Carl', code: 'C1' })
    })

    assert.deepEqual(await names(), ['Ada', 'Bo', 'Carl'])
  })

  test('is not taken for the failure of a later attempt', async ({ assert }) => {
    let isBegun = false
    await assert.rejects(
      () =>
        inAcme(async (unit) => {
          await refused()
          await unit
            .savepoint(async () => {
              isBegun = true
            })
            .catch(() => null)
        }),
      TAKEN
    )

    assert.isFalse(isBegun)
    assert.deepEqual(await names(), ['Ada'])
  })

  test('is undone, and said to be, when no one looked at what had failed', async ({ assert }) => {
    await assert.rejects(
      () =>
        inAcme(async (unit) => {
          await Customer.create({ name: 'Bo', code: 'B1' })
          await unit.query('SELECT nothing_like_it').catch(() => null)
        }),
      'A unit of work went on after something in it had failed'
    )

    assert.deepEqual(await names(), ['Ada'])
  })
})
