import { test } from '@japa/runner'
import {
  type TransactionOptions,
  UnitOfWork,
  forOrganization,
  asSystem,
} from '#core/database/unit_of_work'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'

const TAMPERING = [
  `UPDATE audit_events SET actor_id = NULL`,
  'DELETE FROM audit_events',
  'TRUNCATE audit_events',
  `UPDATE account_events SET action = 'nothing'`,
  'DELETE FROM account_events',
  'TRUNCATE account_events',
]

/** @returns what the database says to it; null when it lets it happen */
async function refusal(
  transactionOptions: TransactionOptions,
  statement: string
): Promise<string | null> {
  try {
    await UnitOfWork.run(transactionOptions, async (unit) => {
      unit.markForRollback()
      await unit.query(statement)
    })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test.group('Audit | append-only', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('{$self}: neither requests nor the system may')
    .with(TAMPERING)
    .run(async ({ assert }, statement) => {
      for (const transactionOptions of [forOrganization(acme.id), asSystem]) {
        assert.match((await refusal(transactionOptions, statement)) ?? 'done', /permission denied/)
      }
    })

  test('requests cannot invent an event, nor end the organization and its log', async ({
    assert,
  }) => {
    const forged = `INSERT INTO audit_events (organization_id, id, action, outcome, resource, created_at)
                    VALUES (app_organization(), gen_random_uuid(), 'a:b', 'done', 'a', now())`
    for (const statement of [
      forged,
      `SELECT write_event(app_organization(), 'a:b', 'a', NULL, NULL, NULL, NULL, 'done', NULL)`,
      'DELETE FROM organizations',
    ]) {
      assert.match(
        (await refusal(forOrganization(acme.id), statement)) ?? 'done',
        /permission denied/
      )
    }
  })

  test('an organization that is deleted for good takes its log along, and only its own', async ({
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(acme)
    await makeCustomer(globex)

    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('DELETE FROM organizations WHERE id = $1', [acme.id])
    )

    assert.deepEqual(await eventsOf(acme, 'customers'), [])
    assert.deepEqual(await eventsOf(acme, 'organizations'), [])
    assert.lengthOf(await eventsOf(globex, 'customers'), 1)
  })
})
