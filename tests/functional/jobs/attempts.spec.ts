import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import Organization from '#plugins/identity/models/organization'
import { producer } from '#core/jobs/boss'
import { type JobContext, defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

interface ForOrganization {
  organizationId: string
}

const seen: { names: string[]; organizationId: string | null }[] = []
const writeCustomer = defineJob({
  name: 'probe:write-customer',
  async handle({ organizationId }: ForOrganization) {
    await Customer.create({ name: `Of ${organizationId}` })
    const { rows } = await UnitOfWork.get().query<{ name: string }>('SELECT name FROM customers')
    seen.push({
      names: rows.map(({ name }) => name),
      organizationId: UnitOfWork.get().organizationId,
    })
  },
})

let ambient: UnitOfWork | null | undefined
const ofSystem = defineJob({
  name: 'probe:of-system',
  async handle(_: object) {
    ambient = UnitOfWork.get()
  },
})
const withoutUnit = defineJob({
  name: 'probe:without-unit',
  unit: 'none',
  async handle(_: { organizationId?: string }) {
    ambient = UnitOfWork.current() ?? null
  },
})

const contexts: JobContext[] = []
let failures = 0
const failsAtFirst = defineJob({
  name: 'probe:fails-at-first',
  retry: { limit: 3, delay: 20 },
  async handle({ organizationId }: ForOrganization, context) {
    contexts.push(context)
    await Customer.create({ name: `Attempt ${context.attempt} of ${organizationId}` })
    if (contexts.length <= failures) throw new Error('not yet')
  },
})
jobs.add(writeCustomer, ofSystem, withoutUnit, failsAtFirst)

test.group('Jobs | attempts', (group) => {
  let acme: Company

  group.each.setup(async () => {
    seen.length = 0
    contexts.length = 0
    ambient = undefined
    acme = await makeCompany()
    await forgetJobs()
  })

  const namesOf = ({ id }: Company) =>
    UnitOfWork.run(forOrganization(id), async (unit) => {
      const { rows } = await unit.query<{ name: string }>('SELECT name FROM customers')
      return rows.map(({ name }) => name)
    })

  test('the organization of the payload is the one it works for, and sees', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    await UnitOfWork.run(asSystem, async () => {
      for (const { id } of [acme, globex]) await enqueue(writeCustomer, { organizationId: id })
    })
    await runJobs()
    assert.deepEqual(
      seen,
      [acme, globex].map(({ id }) => ({ names: [`Of ${id}`], organizationId: id }))
    )
    assert.deepEqual(await namesOf(acme), [`Of ${acme.id}`])
  })

  test('without one it is the system that works', async ({ assert }) => {
    await UnitOfWork.run(asSystem, () => enqueue(ofSystem, {}))
    await runJobs()
    assert.isNull(ambient?.organizationId)
  })

  test('what waits for others keeps no transaction open', async ({ assert }) => {
    await UnitOfWork.run(asSystem, () => enqueue(withoutUnit, { organizationId: acme.id }))
    await runJobs()
    assert.isNull(ambient)
  })

  for (const job of [writeCustomer, withoutUnit]) {
    test(`${job.name}: a suspended organization's job is skipped, and says so`, async ({
      assert,
    }) => {
      await UnitOfWork.run(asSystem, async () => {
        await enqueue(job, { organizationId: acme.id })
        await (await Organization.findOrFail(acme.id)).suspend()
      })
      const [ran] = await runJobs()
      assert.equal(ran?.outcome, 'skipped')
      assert.lengthOf(seen, 0)
      assert.isUndefined(ambient)
      const [kept] = await (await producer.get()).findJobs(job.queue, { id: ran?.id })
      assert.equal(kept?.state, 'completed')
      assert.deepEqual(kept?.output, { skipped: 'the organization is not active' })
    })
  }

  test('a deleted organization has no jobs either', async ({ assert }) => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    await UnitOfWork.run(asSystem, () => enqueue(writeCustomer, { organizationId: nobody }))
    const [ran] = await runJobs()
    assert.equal(ran?.outcome, 'skipped')
  })

  test('a handler that fails has written nothing, and is tried again under the same id', async ({
    assert,
  }) => {
    failures = 2
    const id = await UnitOfWork.run(asSystem, () =>
      enqueue(failsAtFirst, { organizationId: acme.id })
    )
    assert.deepEqual(
      (await runJobs({ evenLater: true })).map(({ outcome }) => outcome),
      ['failed', 'failed', 'done']
    )
    assert.deepEqual(
      contexts.map(({ attempt, messageId }) => [attempt, messageId]),
      [1, 2, 3].map((attempt) => [attempt, id])
    )
    assert.deepEqual(await namesOf(acme), [`Attempt 3 of ${acme.id}`])
  })

  test('each delay is about twice the one before', async ({ assert }) => {
    failures = 3
    await UnitOfWork.run(asSystem, () => enqueue(failsAtFirst, { organizationId: acme.id }))
    await runJobs()
    assert.lengthOf(contexts, 1)
    assert.deepEqual(await runJobs(), [], 'not before its delay')

    const [waiting] = await (await producer.get()).findJobs(failsAtFirst.queue)
    assert.equal(waiting?.state, 'retry')
    assert.deepInclude(waiting, { retryDelay: 20, retryBackoff: true, retryLimit: 3 })
    const delay = (Number(waiting?.startAfter) - Number(waiting?.startedOn)) / 1000
    assert.isTrue(delay >= 20 && delay <= 41, `the first delay is ${delay} seconds`)
  })
})
