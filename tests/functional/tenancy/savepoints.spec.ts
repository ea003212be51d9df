import { test } from '@japa/runner'
import { type Company, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

const INSERT = `INSERT INTO vendors (organization_id, id, name, code)
  VALUES (app_organization(), gen_random_uuid(), $1, $1)`

/** Lets whatever else waits go on. */
const breath = () => new Promise((resolve) => setTimeout(resolve, 5))

const makeVendorNamed = async (name: string) => {
  await breath()
  await UnitOfWork.get().query(INSERT, [name])
  await breath()
}

test.group('Tenancy | savepoints', (group) => {
  let acme: Company
  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const inside = <T>(work: (unit: UnitOfWork) => Promise<T>) =>
    UnitOfWork.run(forOrganization(acme.id), work)
  const names = () =>
    inside(async (unit) => {
      const { rows } = await unit.query<{ name: string }>('SELECT name FROM vendors ORDER BY name')
      return rows.map(({ name }) => name)
    })
  /** Two pieces of work at once, of which the second fails: by itself, or by a statement. */
  const outcomes = (left: () => Promise<unknown>, right: () => Promise<unknown>) =>
    inside(async (unit) => {
      const both = [unit.savepoint(left), unit.savepoint(right)]
      return (await Promise.allSettled(both)).map(({ status }) => status)
    })

  const failing = async () => {
    await makeVendorNamed('failing')
    throw new Error('It fails')
  }
  const broken = async () => {
    await makeVendorNamed('broken')
    await UnitOfWork.get().query('SELECT 1 / 0')
  }

  for (const [kind, bad] of Object.entries({ failing, broken })) {
    test(`of several at once only that is undone which is ${kind}`, async ({ assert }) => {
      const good = () => makeVendorNamed('good')
      assert.deepEqual(await outcomes(good, bad), ['fulfilled', 'rejected'])
      assert.deepEqual(await names(), ['good'])
      assert.deepEqual(await outcomes(bad, () => makeVendorNamed('better')), [
        'rejected',
        'fulfilled',
      ])
      assert.deepEqual(await names(), ['better', 'good'])
    })
  }

  test('one within another is undone with it, or alone', async ({ assert }) => {
    await inside(async (unit) => {
      const nested = (outer: string, inner: () => Promise<unknown>) => async () => {
        await makeVendorNamed(outer)
        await Promise.all([
          unit.savepoint(inner).catch(() => null),
          unit.savepoint(() => makeVendorNamed(`${outer} within`)),
        ])
      }
      const undone = async () => {
        await nested('undone', async () => makeVendorNamed('undone too'))()
        throw new Error('It fails')
      }
      await Promise.allSettled([
        unit.savepoint(nested('kept', failing)),
        unit.savepoint(undone),
        unit.savepoint(nested('also kept', broken)),
      ])
    })
    assert.deepEqual(await names(), ['also kept', 'also kept within', 'kept', 'kept within'])
  })

  test('what is tried for its answer alone leaves nothing, and takes turns, too', async ({
    assert,
  }) => {
    await inside(async (unit) => {
      await Promise.all([
        unit.dryRun(() => makeVendorNamed('tried')),
        unit.savepoint(() => makeVendorNamed('kept')),
        unit.dryRun(() => makeVendorNamed('tried again')),
      ])
    })
    assert.deepEqual(await names(), ['kept'])
  })
})
