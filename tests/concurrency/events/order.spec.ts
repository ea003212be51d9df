import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import pg from 'pg'
import { makeCustomers } from '#tests/support/customers'
import { type ShownEvent, latest, readAll, readPage } from '#tests/support/event_log'
import { type Company, makeCompany } from '#tests/support/personas'

/* As a fault (npm run faults -- tailing_reader) it is run with more of them. */
const WRITERS = Number(process.env.EVENT_WRITERS ?? 12)
const WRITES = Number(process.env.EVENT_WRITES ?? 8)

/** What somebody writes by themselves, transaction after transaction, some of which they take back. */
class Writer {
  readonly committed: string[] = []

  private constructor(
    private readonly client: pg.Client,
    private readonly number: number
  ) {}

  static async connect(number: number): Promise<Writer> {
    const client = new pg.Client({
      ...app.config.get<pg.ClientConfig>('database.connections.postgres.connection'),
      /* How long many of them take on a busy machine is not the question. */
      query_timeout: 0,
      statement_timeout: 0,
    })
    await client.connect()
    return new Writer(client, number)
  }

  async write({ id: organizationId }: Company, customerId: string): Promise<void> {
    for (let write = 0; write < WRITES; write += 1) {
      const city = `${this.number}/${write}`
      const isUndone = (this.number + write) % 4 === 0
      await this.client.query('BEGIN; SET LOCAL ROLE crm_app')
      await this.client.query(`SELECT set_config('app.organization_id', $1, true)`, [
        organizationId,
      ])
      await this.client.query('UPDATE customers SET city = $2 WHERE id = $1', [customerId, city])
      await sleep(((this.number * 7 + write) % 5) * 10)
      await this.client.query(isUndone ? 'ROLLBACK' : 'COMMIT')
      if (!isUndone) this.committed.push(city)
    }
  }

  leave(): Promise<void> {
    return this.client.end()
  }
}

test.group('Events | order', () => {
  test('a tailing reader sees what writers commit once, in one order, and nothing they undo', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, WRITERS)
    const writers: Writer[] = []
    cleanup(async () => {
      await Promise.all(writers.map((writer) => writer.leave()))
    })
    for (const number of ids.keys()) writers.push(await Writer.connect(number))
    const start = await latest(client, acme.owner)
    let isOver = false
    let pages = 0
    const tail = async () => {
      const seen: ShownEvent[] = []
      for (let after = start; ;) {
        const wasOver = isOver
        const page = await readPage(client, acme.owner, { after, limit: 25 })
        seen.push(...page.results)
        pages += 1
        after = page.cursor
        if (wasOver && !page.has_more) return seen
      }
    }

    const tailing = tail()
    await Promise.all(writers.map((writer, number) => writer.write(acme, ids[number] ?? '')))
    isOver = true
    const seen = await tailing

    const again = await readAll(client, acme.owner, { after: start, limit: 1000 })
    if (process.env.EVENT_WRITERS !== undefined) {
      console.log(`${WRITERS} writers: ${seen.length} events, read by ${pages} pages`)
    }
    const committed = writers.flatMap((writer) => writer.committed)
    assert.deepEqual(seen, again)
    assert.sameMembers(
      seen.map(({ data }) => String(data?.changes.city?.to)),
      committed
    )
  }).timeout(300_000)
})
