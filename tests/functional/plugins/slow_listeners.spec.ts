import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Customer from '#plugins/customers/models/customer'
import { Worker } from '#core/jobs/worker'
import { type ListenerContext, definePlugin } from '#core/plugins/api'
import { UnitOfWork } from '#core/database/unit_of_work'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { reached } from '#tests/support/reached'

/** Of which organization its listener has begun a message, in order; that of the slow one never ends by itself. */
const begun: string[] = []
let slow = ''
const held: (() => void)[] = []

const listener = definePlugin({
  id: 'waiting',
  version: '1.0.0',
  listeners: {
    'customers:create': async ({ organizationId }, { query }) => {
      const { rows } = await query('SELECT FROM customers')
      if (rows.length === 0) throw new Error('It sees nothing')
      begun.push(organizationId)
      if (organizationId !== slow && slow !== 'all') return
      await new Promise<void>((resolve) => held.push(resolve))
    },
  },
})

const quick = definePlugin({
  id: 'quick',
  version: '1.0.0',
  listeners: { 'customers:create': ({ organizationId }) => void quickly.push(organizationId) },
})
const quickly: string[] = []

let work: (context: ListenerContext) => Promise<unknown> = async () => null
const writer = definePlugin({
  id: 'writing',
  version: '1.0.0',
  listeners: { 'customers:create': async (_message, context) => void (await work(context)) },
})

/** The connections to this database in which a transaction waits for what its client does next. */
async function idleTransactions(): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { number: number }[] }>(
    `SELECT count(*)::int AS number FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%'`
  )
  return rows[0]?.number ?? 0
}

test.group('Plugins | a listener that takes long', (group) => {
  bring(group, [listener, quick, writer])

  test('R-73: holds up the messages of its own organization, and of no other', async ({
    assert,
    cleanup,
  }) => {
    await forgetJobs()
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    slow = acme.id
    await turnOn(acme, 'waiting')
    await turnOn(globex, 'waiting')
    for (let number = 0; number < 8; number += 1) await makeCustomer(acme)
    await makeCustomer(globex)
    const worker = new Worker({ listen: true, grace: 1_000 })
    cleanup(async () => {
      slow = ''
      for (const letGo of held) letGo()
      await worker.stop()
    })

    await worker.start()
    await reached(() => begun.includes(globex.id))

    assert.lengthOf(
      begun.filter((id) => id === acme.id),
      1
    )
  }).timeout(60_000)

  test('R-73: in however many organizations, holds up no other plugin', async ({
    assert,
    cleanup,
  }) => {
    await forgetJobs()
    begun.length = 0
    slow = 'all'
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']
    const companies = await Promise.all(names.map((name) => makeCompany(name)))
    for (const company of companies) {
      await turnOn(company, 'waiting')
      await makeCustomer(company)
    }
    const globex = await makeCompany('Globex')
    await turnOn(globex, 'quick')
    await makeCustomer(globex)
    const worker = new Worker({ listen: true, grace: 1_000 })
    cleanup(async () => {
      slow = ''
      for (const letGo of held) letGo()
      await worker.stop()
    })

    await worker.start()
    await reached(() => begun.length >= 8)
    await reached(() => quickly.includes(globex.id))

    assert.lengthOf(begun, 8)
  }).timeout(60_000)

  test('R-73: holds no transaction and no connection meanwhile, however many wait', async ({
    client,
    cleanup,
  }) => {
    await forgetJobs()
    begun.length = 0
    slow = 'all'
    const companies = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => makeCompany(name)))
    for (const company of companies) {
      await turnOn(company, 'waiting')
      await makeCustomer(company)
    }
    const worker = new Worker({ listen: true, grace: 1_000 })
    cleanup(async () => {
      slow = ''
      for (const letGo of held) letGo()
      await worker.stop()
    })

    await worker.start()
    await reached(() => companies.every(({ id }) => begun.includes(id)))
    /* Those of others, who look for work, end at once; one that a listener held would not. */
    await reached(async () => (await idleTransactions()) === 0)
    const [first] = companies
    const list = await client.get('/api/customers/').bearerToken(first?.owner.token ?? '')
    list.assertStatus(200)
  }).timeout(60_000)

  test('keeps what it wrote by itself, and all or nothing of what it wrote together', async ({
    client,
    assert,
  }) => {
    await forgetJobs()
    const acme = await makeCompany()
    await turnOn(acme, 'writing')
    let attempts = 0
    work = async ({ query, transaction }) => {
      attempts += 1
      /* The customer that it makes is announced, too. */
      if (attempts > 2) return
      assert.isUndefined(UnitOfWork.current())
      if (attempts === 1) await query(`UPDATE customers SET name = 'Bea'`)
      await transaction(async (inside) => {
        await Customer.create({ name: `Cid ${attempts}` })
        const { rows } = await inside.query('SELECT FROM customers')
        assert.lengthOf(rows, 2)
        if (attempts === 1) throw new Error('not yet')
      })
    }
    await makeCustomer(acme, { name: 'Ann' })

    await runJobs({ evenLater: true })

    assert.isAtLeast(attempts, 2)
    const list = await client.get('/api/customers/?ordering=name').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Bea', 'Cid 2'])
  })
})
