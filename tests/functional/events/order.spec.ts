import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { idAt, readPosition, writePosition } from '#core/events/position'
import { makeCustomer } from '#tests/support/customers'
import { askEvents, latest, readAll, readPage } from '#tests/support/event_log'
import { type Company, makeCompany } from '#tests/support/personas'
import { changeCustomer, holdOpen } from '#tests/support/open_transaction'

const A_DAY_IN_MS = 86_400_000

test.group('Events | order', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('what commits later with an earlier number comes first, and nothing overtakes it', async ({
    client,
    assert,
  }) => {
    const [slow, quick] = [await makeCustomer(acme), await makeCustomer(acme)]
    const cursor = await latest(client, acme.owner)
    const held = await holdOpen(acme, () => changeCustomer(slow, 'Oslo'))
    await client
      .patch(`/api/customers/${quick}/`)
      .bearerToken(acme.owner.token)
      .json({ city: 'Rome' })

    const meanwhile = await readPage(client, acme.owner, { after: cursor })
    await held.commit()
    const afterwards = await readPage(client, acme.owner, { after: meanwhile.cursor })

    assert.deepEqual(meanwhile.results, [])
    assert.deepEqual(
      afterwards.results.map(({ subject }) => subject),
      [`customers/${slow}`, `customers/${quick}`]
    )
  })

  test('what is rolled back never was, and holds up no longer', async ({ client, assert }) => {
    const [undone, quick] = [await makeCustomer(acme), await makeCustomer(acme)]
    const cursor = await latest(client, acme.owner)
    const held = await holdOpen(acme, () => changeCustomer(undone, 'Oslo'))
    await client
      .patch(`/api/customers/${quick}/`)
      .bearerToken(acme.owner.token)
      .json({ city: 'Rome' })
    await held.rollback()

    const events = await readAll(client, acme.owner, { after: cursor })

    assert.deepEqual(
      events.map(({ subject }) => subject),
      [`customers/${quick}`]
    )
  })

  test('an epoch that begins puts all that follows behind what was', async ({ assert }) => {
    const before = { epoch: 1, xid: 9_000n, id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03' }
    const after = { epoch: 2, xid: 700n, id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a02' }

    assert.isTrue(writePosition(before) < writePosition(after))
    assert.deepEqual(readPosition(writePosition(after)), after)
  })
})

test.group('Events | retention', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  /** An event of a customer, as if it had been written so many days ago. @returns its id */
  async function writeDaysAgo(days: number): Promise<string> {
    const moment = Date.now() - days * A_DAY_IN_MS
    const id = `${idAt(moment).slice(0, -12)}${randomUUID().slice(-12)}`
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `INSERT INTO audit_events (organization_id, epoch, xid, id, action, outcome, resource,
           record_id, after, created_at)
         VALUES ($1, 0, $4, $2, 'customers:create', 'done', 'customers', gen_random_uuid(), '{}', $3)`,
        [acme.id, id, new Date(moment), 1_000 - days]
      )
    )
    return id
  }

  const keepDays = (days: number) =>
    UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE organizations SET event_keep_days = $2 WHERE id = $1', [acme.id, days])
    )

  test('events are read for as long as the organization says', async ({ client, assert }) => {
    await writeDaysAgo(40)
    const recent = [await writeDaysAgo(20), await writeDaysAgo(2)]
    const ids = async () => {
      const events = await readAll(client, acme.owner, { types: 'customers.*' })
      return events.map(({ id }) => id)
    }

    assert.deepEqual(await ids(), recent)
    await keepDays(10)
    assert.deepEqual(await ids(), recent.slice(1))
  })

  test('a cursor behind which events are kept no more has expired, others have not', async ({
    client,
    assert,
  }) => {
    const cursorOf = (days: number) => {
      const id = idAt(Date.now() - days * A_DAY_IN_MS)
      return writePosition({ epoch: 0, xid: BigInt(1_000 - days), id })
    }
    const idle = await askEvents(client, acme.owner, { after: cursorOf(50) })
    await writeDaysAgo(40)

    const expired = await askEvents(client, acme.owner, { after: cursorOf(50) })
    const kept = await askEvents(client, acme.owner, { after: cursorOf(29) })

    idle.assertStatus(200)
    expired.assertStatus(410)
    assert.equal(expired.body().code, 'events_expired')
    kept.assertStatus(200)
  })

  test('a cursor that this database has never had has expired', async ({ client, assert }) => {
    const position = readPosition(await latest(client, acme.owner))
    const future = writePosition({
      epoch: position?.epoch ?? 1,
      xid: (position?.xid ?? 0n) + 1_000_000n,
      id: position?.id ?? '',
    })

    const response = await askEvents(client, acme.owner, { after: future })

    response.assertStatus(410)
    assert.equal(response.body().code, 'events_expired')
    assert.equal(response.body().resync, '/api/{resource}/?cursor=')
  })
})
