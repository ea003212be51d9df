import { test } from '@japa/runner'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

interface Greeting {
  organizationId?: string
  text: string
}

const greeted: string[] = []
const greet = defineJob({
  name: 'probe:greet',
  async handle({ text }: Greeting) {
    greeted.push(text)
  },
})
jobs.add(greet)

test.group('Jobs | enqueue', (group) => {
  group.each.setup(async () => {
    greeted.length = 0
    await forgetJobs()
  })

  test('a job exists when its unit of work has committed', async ({ assert }) => {
    const id = await UnitOfWork.run(asSystem, async () => {
      const messageId = await enqueue(greet, { text: 'hello' })
      assert.deepEqual(await runJobs(), [])
      return messageId
    })
    assert.deepEqual(await runJobs(), [{ job: 'probe:greet', id, outcome: 'done' }])
    assert.deepEqual(greeted, ['hello'])
  })

  test('a unit of work that throws leaves none', async ({ assert }) => {
    await assert.rejects(
      () =>
        UnitOfWork.run(asSystem, async () => {
          await enqueue(greet, { text: 'never' })
          throw new Error('no')
        }),
      'no'
    )
    assert.deepEqual(await runJobs({ evenLater: true }), [])
  })

  test('a unit of work that is abandoned leaves none', async ({ assert }) => {
    await UnitOfWork.run(asSystem, async (unit) => {
      await enqueue(greet, { text: 'never' })
      unit.markForRollback()
    })
    assert.deepEqual(await runJobs({ evenLater: true }), [])
  })

  test('outside of a unit of work nothing can be put down', async ({ assert }) => {
    await assert.rejects(() => enqueue(greet, { text: 'never' }), /in a unit of work only/)
  })

  test('a job that no worker knows is refused', async ({ assert }) => {
    const unlisted = defineJob({ name: 'probe:unlisted', handle: async (_: object) => {} })
    await assert.rejects(
      () => UnitOfWork.run(asSystem, () => enqueue(unlisted, {})),
      /probe:unlisted is not among the jobs/
    )
  })

  test('an organization puts down jobs of its own and of no one, but not of another', async ({
    assert,
  }) => {
    const [acme, globex] = [await makeCompany('Acme'), await makeCompany('Globex')]
    const inAcme = (greeting: Greeting) =>
      UnitOfWork.run(forOrganization(acme.id), () => enqueue(greet, greeting))

    await inAcme({ text: 'own', organizationId: acme.id })
    await inAcme({ text: 'of no one' })
    await assert.rejects(
      () => inAcme({ text: 'foreign', organizationId: globex.id }),
      /row-level security/
    )
    await runJobs()
    assert.sameMembers(greeted, ['own', 'of no one'])
  })

  test('a job for later is not due', async ({ assert }) => {
    await UnitOfWork.run(asSystem, () =>
      enqueue(greet, { text: 'later' }, { after: new Date(Date.now() + 3_600_000) })
    )
    assert.deepEqual(await runJobs(), [])
    assert.lengthOf(await runJobs({ evenLater: true }), 1)
  })
})

test.group('Jobs | the fence around them', (group) => {
  group.each.setup(forgetJobs)

  const forbidden = [
    'SELECT data FROM pgboss.job_common',
    'SELECT data FROM pgboss.job',
    'SELECT name, output FROM pgboss.job_common',
    `UPDATE pgboss.job_common SET priority = 9`,
    'DELETE FROM pgboss.job_common',
    'TRUNCATE pgboss.job_common',
    'SELECT * FROM pgboss.schedule',
    `UPDATE pgboss.queue SET notify = false`,
    `SELECT pgboss.create_queue('mine', '{"policy":"standard"}')`,
    `SELECT pgboss.delete_queue('probe/greet')`,
  ]
  for (const statement of forbidden) {
    test(`an organization may not: ${statement}`, async ({ assert }) => {
      const acme = await makeCompany()
      await assert.rejects(
        () => UnitOfWork.run(forOrganization(acme.id), (unit) => unit.query(statement)),
        /permission denied/
      )
    })
  }

  test('it does not even see the ids of what others put down', async ({ assert }) => {
    const [acme, globex] = [await makeCompany('Acme'), await makeCompany('Globex')]
    const [own] = await Promise.all(
      [acme, globex].map(({ id }) =>
        UnitOfWork.run(forOrganization(id), () =>
          enqueue(greet, { text: 'secret', organizationId: id })
        )
      )
    )
    const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query('SELECT id FROM pgboss.job_common')
    )
    assert.deepEqual(rows, [{ id: own }])
  })
})
