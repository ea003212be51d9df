import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import Customer from '#plugins/customers/models/customer'
import { answerJson } from '#core/http/answer'
import { RecordQuery } from '#core/resources/query/record_query'
import customers from '#plugins/customers/resources/customers'
import { Problem } from '#core/http/exceptions/problem'
import { answerCsv, mannerOf } from '#core/resources/query/csv_answer'
import { streamCsv } from '#core/resources/query/csv_export'
import deals from '#plugins/deals/resources/deals'
import { relatedRoutes } from '#core/resources/routes'
import { middleware } from '#start/kernel'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The customer that the probe has written, as its answer. */
function writtenIn({ identity, params }: HttpContext) {
  return new RecordQuery(customers, identity, UnitOfWork.get())
    .reload(params.written)
    .map(({ body }) => body)
}

/** Ways for a handler to end after it has written something. */
const endings: Record<string, (ctx: HttpContext) => unknown> = {
  succeeds: () => ({ message: 'done' }),
  throws: () => {
    throw new Error('select secret from somewhere')
  },
  refuses: () => {
    throw new Problem(409, { code: 'no', detail: 'No.' })
  },
  answers_422: ({ response }) => response.unprocessableEntity({ message: 'no' }),
  cannot_be_written: () => {
    const endless: Record<string, unknown> = {}
    endless.self = endless
    return endless
  },
  breaks_the_transaction: async () => {
    await Customer.query().whereRaw('no_such_column = 1')
  },
  reads_twice: async (ctx) => {
    const unit = UnitOfWork.get()
    const first = await unit.read(writtenIn(ctx))
    const second = await unit.read(writtenIn(ctx))
    if (first !== second) throw new Error('Two reads of one record differ')
    return answerJson(ctx, writtenIn(ctx))
  },
  refuses_after_reading_back: async (ctx) => {
    await UnitOfWork.get().read(writtenIn(ctx))
    throw new Problem(409, { code: 'no', detail: 'No.' })
  },
  throws_after_its_reply_was_built: (ctx) => {
    answerJson(ctx, writtenIn(ctx))
    throw new Error('too late')
  },
  loses_its_connection: async () => {
    await endConnection()
    await UnitOfWork.get().query('SELECT 1')
  },
  loses_its_connection_in_the_orm: async () => {
    await endConnection()
    await Customer.query()
  },
  finds_the_disk_full: async () => {
    await UnitOfWork.get().query(`DO $$ BEGIN RAISE SQLSTATE '53100'; END $$`)
  },
  finds_a_standby: async () => {
    await UnitOfWork.get().query(`DO $$ BEGIN RAISE SQLSTATE '25006'; END $$`)
  },
  fails_in_a_plugin: (ctx) => {
    ctx.pluginId = 'careless'
    throw new Error('secret of the plugin')
  },
  takes_long: async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { message: 'done' }
  },
}

/** Deals as if they were declared to be under customers. */
const ofCustomers = { resource: 'customers', key: 'customer_id', path: 'deals' }
const dealsOfCustomers = { ...deals, parents: [ofCustomers] }

/** A file of some 30 MB, which no buffer between here and a client holds. */
async function sendBigFile(ctx: HttpContext) {
  const { failing } = ctx.request.qs()
  const manner = mannerOf(ctx)
  const row = failing === undefined ? 'n' : `1 / (${Number(failing)} - n)`
  const text = `SELECT ${row} AS n, repeat('x', 10000) AS x FROM generate_series(1, 3000) n`
  answerCsv(ctx, await streamCsv(manner, ['n', 'x'], { text, values: [] }), 'big.csv')
}

/** A file whose first line comes when PostgreSQL has taken an idle transaction for forgotten. */
async function sendLateFile(ctx: HttpContext) {
  await UnitOfWork.get().query(`SET LOCAL idle_in_transaction_session_timeout = '200ms'`)
  const text = 'SELECT 1 AS n FROM pg_sleep(0.8)'
  answerCsv(ctx, await streamCsv(mannerOf(ctx), ['n'], { text, values: [] }), 'late.csv')
}

/** Ends the connection of the unit of work, as PostgreSQL does when it is stopped. */
async function endConnection() {
  const { rows } = await UnitOfWork.get().query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await db.rawQuery('SELECT pg_terminate_backend(?)', [rows[0]?.pid ?? 0])
}

/** Routes that only tests have: each writes a customer, and then ends in its way. */
export function registerProbes() {
  for (const [ending, end] of Object.entries(endings)) {
    router
      .post(`/api/probes/${ending}`, async (ctx) => {
        const { id } = await Customer.create({ name: `Written by ${ending}` })
        ctx.params.written = id
        return end(ctx)
      })
      .use(middleware.access('member'))
  }
  router
    .group(() => relatedRoutes(dealsOfCustomers, ofCustomers, 'probed_deals'))
    .prefix('/api/probes')
  router.get('/api/probes/big_file', sendBigFile).use(middleware.access('member'))
  router.get('/api/probes/late_file', sendLateFile).use(middleware.access('member'))
  router.get('/api/probes/undeclared', () => 'no one should read this')
}
