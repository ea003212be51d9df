import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import Customer from '#models/customer'
import { UnitOfWork } from '#tenancy/unit_of_work'
import { answerJson } from '#query/answer'
import { RecordQuery } from '#query/record_query'
import customers from '#resources/customers'
import { Problem } from '#exceptions/problem'
import { middleware } from '#start/kernel'

/** The customer that the probe has written, as its answer. */
function writtenIn({ identity, params }: HttpContext) {
  return new RecordQuery(customers, identity, UnitOfWork.get())
    .written(params.written)
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
  takes_long: async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { message: 'done' }
  },
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
  router.get('/api/probes/undeclared', () => 'nobody should read this')
}
