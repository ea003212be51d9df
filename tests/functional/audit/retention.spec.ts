import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { audit, readKeepDays } from '#config/audit'
import forgetEvents from '#core/jobs/forget_events'
import { asLogin } from '#core/database/connection'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'

const run = () =>
  forgetEvents.handle(
    {},
    {
      messageId: '',
      attempt: 1,
      isLastAttempt: false,
      signal: new AbortController().signal,
      progress: async () => {},
    }
  )

function keepFor(cleanup: (callback: () => void) => void, days: number | null) {
  const { keepDays } = audit
  cleanup(() => {
    audit.keepDays = keepDays
  })
  audit.keepDays = days
}

/** Events of so many days ago. */
async function makeEvents({ id }: Company, days: number, count = 1) {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `INSERT INTO audit_events (organization_id, id, action, outcome, resource, created_at)
       SELECT $1, gen_random_uuid(), 'customers:update', 'done', 'customers',
              now() - make_interval(days => $2)
       FROM generate_series(1, $3)`,
      [id, days, count]
    )
  )
}

async function makeAccountEvent(days: number): Promise<string> {
  const id = randomUUID()
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      `INSERT INTO account_events (id, action, created_at)
       VALUES ($1, 'login-failed', now() - make_interval(days => $2))`,
      [id, days]
    )
  )
  return id
}

async function isThere(id: string): Promise<boolean> {
  const { rowCount } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query('SELECT FROM account_events WHERE id = $1', [id])
  )
  return rowCount === 1
}

test.group('Audit | retention', () => {
  test('everything is kept unless a user says for how long', async ({ assert, cleanup }) => {
    keepFor(cleanup, readKeepDays(undefined))
    const acme = await makeCompany()
    await makeEvents(acme, 4_000)

    await run()

    assert.lengthOf(await eventsOf(acme, 'customers'), 1)
  })

  test('what is older is forgotten in batches, in every organization, and the log says so', async ({
    assert,
    cleanup,
  }) => {
    keepFor(cleanup, 365)
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await makeEvents(acme, 366, 5_001)
    await makeEvents(acme, 364)
    await makeCustomer(acme)
    await makeEvents(globex, 400)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE organizations SET is_active = false WHERE id = $1', [globex.id])
    )
    const [old, young] = [await makeAccountEvent(366), await makeAccountEvent(364)]

    await run()

    assert.lengthOf(await eventsOf(acme, 'customers'), 2)
    assert.lengthOf(await eventsOf(globex, 'customers'), 0)
    assert.isFalse(await isThere(old))
    assert.isTrue(await isThere(young))
    const notes = await eventsOf(acme, 'audit-logs')
    assert.deepEqual(
      notes.map(({ action, actor_id: actor, details }) => [action, actor, details?.events]),
      [
        ['audit-logs:forget', null, 5_000],
        ['audit-logs:forget', null, 1],
      ]
    )
    assert.lengthOf(await eventsOf(globex, 'audit-logs'), 1)

    await run()
    assert.lengthOf(await eventsOf(acme, 'audit-logs'), 2)
  })

  test('neither requests nor the system may forget, whatever they say', async ({ assert }) => {
    const acme = await makeCompany()
    await makeEvents(acme, 4_000)
    const forget = `SELECT forget_events('${acme.id}', now(), 10)`
    for (const [transactionOptions, statement] of [
      [forOrganization(acme.id), forget],
      [forOrganization(acme.id), `SELECT note_forgotten('{}')`],
      [asSystem, forget],
    ] as const) {
      await assert.rejects(
        () => UnitOfWork.run(transactionOptions, (unit) => unit.query(statement)),
        /permission denied/
      )
    }
    assert.lengthOf(await eventsOf(acme, 'customers'), 1)
  })

  test('what is younger than thirty days is forgotten by no setting', async ({ assert }) => {
    const acme = await makeCompany()
    await makeEvents(acme, 29)

    await asLogin(db, 'SELECT forget_events($1, now(), 100)', [acme.id])

    assert.lengthOf(await eventsOf(acme, 'customers'), 1)
    for (const days of [29, 0, -1, 30.5, Number.NaN]) {
      assert.throws(() => readKeepDays(days), /AUDIT_KEEP_DAYS/)
    }
    assert.equal(readKeepDays(30), 30)
  })
})
