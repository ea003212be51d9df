import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { downloads } from '#config/clients'
import { exportPlaces, streamCsv } from '#core/resources/query/csv_export'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

async function someManner() {
  const acme = await makeCompany()
  return {
    reader: forOrganization(acme.id),
    holder: { callerId: acme.owner.userId, organizationId: acme.id },
    gone: new AbortController().signal,
  }
}

/** Statements that sleep on the server. */
async function sleeping(): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { n: number }[] }>(
    `SELECT count(*) AS n FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event = 'PgSleep'`
  )
  return rows[0]?.n ?? 0
}

test.group('Query | CSV export', () => {
  test('a statement that fails is thrown, ends its unit once, and takes no place away', async ({
    assert,
  }) => {
    const manner = await someManner()
    const opened: UnitOfWork[] = []
    const releases: UnitOfWork[] = []
    const { openDetached } = UnitOfWork
    const end = UnitOfWork.prototype.close
    UnitOfWork.openDetached = async (...args) => {
      const unit = await openDetached(...args)
      opened.push(unit)
      return unit
    }
    /* What tests before this one left to be ended is none of it. */
    UnitOfWork.prototype.close = function (this: UnitOfWork) {
      if (opened.includes(this)) releases.push(this)
      return end.call(this)
    }
    try {
      for (let round = 0; round < 6; round += 1) {
        /* Or it would be refused for the places of those before it, and open no unit. */
        while (exportPlaces.taken > 0) await sleep(10)
        await assert.rejects(
          () => streamCsv(manner, ['n'], { text: 'SELECT 1 / 0 AS n', values: [] }),
          /division by zero/
        )
      }
      /* It is thrown at once, and its unit ended a moment later. */
      for (let waits = 0; releases.length < 6 && waits < 500; waits += 1) await sleep(10)
    } finally {
      UnitOfWork.prototype.close = end
      UnitOfWork.openDetached = openDetached
    }
    assert.lengthOf(releases, 6)
    assert.equal(new Set(releases).size, 6)

    const csv = await streamCsv(manner, ['n'], { text: 'SELECT 7 AS n', values: [] })
    const chunks = await csv.toArray()
    assert.equal(Buffer.concat(chunks).toString(), 'n\r\n7\r\n')
    const { pool } = db.connection().getWriteClient().client
    while (pool.numUsed() > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  })

  test('a client may take its time between two reads, as long as it may take for all', async ({
    assert,
  }) => {
    const text = `SELECT extract(epoch FROM current_setting('idle_in_transaction_session_timeout')::interval) AS n`
    const csv = await streamCsv(await someManner(), ['n'], { text, values: [] })
    const chunks = await csv.toArray()
    assert.equal(Number(Buffer.concat(chunks).toString().split('\r\n')[1]), downloads.seconds)
  })

  test('whose client goes away stops on the server, and only then gives its place back', async ({
    assert,
  }) => {
    while (exportPlaces.taken > 0) await sleep(10)
    for (const delay of [0, 300]) {
      const gone = new AbortController()
      const manner = { ...(await someManner()), gone: gone.signal }
      const slow = { text: 'SELECT 1 AS n FROM pg_sleep(20)', values: [] }
      const asked = streamCsv(manner, ['n'], slow).catch(() => null)
      await sleep(delay)
      gone.abort()
      while (exportPlaces.taken > 0) await sleep(10)
      assert.equal(await sleeping(), 0)
      await asked
    }
  }).timeout(8_000)
})
