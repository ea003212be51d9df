import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { backlogs } from '#core/jobs/backlog'
import { deadLetters } from '#core/jobs/dead_letters'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import JobsList from '#commands/jobs_list'
import JobsRetry from '#commands/jobs_retry'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'

const handled: string[] = []
let mends = false
const breaks = defineJob({
  name: 'probe:breaks',
  retry: { limit: 1 },
  async handle(_: { organizationId?: string; password: string }, { messageId }) {
    handled.push(messageId)
    if (!mends) throw Object.assign(new Error('the door is shut\nand more'), { secret: 'hush' })
  },
})
jobs.add(breaks)

test.group('Jobs | dead letters', (group) => {
  group.each.setup(async () => {
    handled.length = 0
    mends = false
    await forgetJobs()
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  const die = async (organizationId?: string) => {
    const id = await UnitOfWork.run(asSystem, () =>
      enqueue(breaks, { organizationId, password: 'open sesame' })
    )
    await runJobs({ evenLater: true })
    return id
  }

  const said = () =>
    ace.ui.logger
      .getLogs()
      .map(({ message }) => message)
      .join('\n')

  test('a job that failed at its last attempt is one, without what it was about', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await die(acme.id)
    const [letter] = await deadLetters()
    assert.deepInclude(letter, {
      id,
      job: 'probe:breaks',
      organizationId: acme.id,
      attempts: 2,
      reason: 'the door is shut',
    })
    assert.instanceOf(letter?.failedAt, Date)
    assert.notInclude(JSON.stringify(letter), 'sesame')
  })

  test('nothing of the error but its sentence is kept', async ({ assert }) => {
    await die()
    const db = await import('@adonisjs/lucid/services/db')
    const { rows } = await db.default.rawQuery<{ rows: { output: object }[] }>(
      `SELECT source_output AS output FROM pgboss.job WHERE name = 'dead-letters'`
    )
    assert.deepEqual(rows, [{ output: { name: 'FailedAttempt', message: 'the door is shut' } }])
  })

  test('jobs:list --failed shows them, and neither payload nor secret', async ({ assert }) => {
    const id = await die()
    const command = await ace.create(JobsList, ['--failed'])
    await command.exec()
    const shown = said()
    for (const part of [id, 'probe:breaks', 'the door is shut']) assert.include(shown, part)
    assert.notInclude(shown, 'sesame')
    assert.notInclude(shown, 'hush')
  })

  test('jobs:list counts what is left to do', async ({ assert }) => {
    await die()
    await UnitOfWork.run(asSystem, () => enqueue(breaks, { password: 'x' }))
    const found = (await backlogs()).find(({ job }) => job === 'probe:breaks')
    assert.deepEqual(found, {
      job: 'probe:breaks',
      waiting: 1,
      retrying: 0,
      running: 0,
      dead: 1,
      age: found?.age ?? -1,
      known: true,
    })
    assert.isAtLeast(found?.age ?? -1, 0)
    await (await ace.create(JobsList, [])).exec()
    assert.include(said(), 'probe:breaks')
  })

  test('jobs:retry gives one all its attempts again, under its message id', async ({ assert }) => {
    const [id, other] = [await die(), await die()]
    handled.length = 0
    mends = true
    const command = await ace.create(JobsRetry, [id])
    await command.exec()
    command.assertSucceeded()

    assert.deepEqual(await runJobs(), [{ job: 'probe:breaks', id, outcome: 'done' }])
    assert.deepEqual(handled, [id])
    assert.deepEqual(
      (await deadLetters()).map((letter) => letter.id),
      [other]
    )
  })

  test('one that fails again is a dead letter again, and still the same one', async ({
    assert,
  }) => {
    const id = await die()
    await (await ace.create(JobsRetry, [id])).exec()
    await runJobs({ evenLater: true })
    const letters = await deadLetters()
    assert.deepEqual(
      letters.map((letter) => [letter.id, letter.attempts]),
      [[id, 2]]
    )
    assert.deepEqual(handled, [id, id, id, id])
  })

  test('jobs:retry --all gives them all', async ({ assert }) => {
    const ids = [await die(), await die(), await die()]
    mends = true
    await (await ace.create(JobsRetry, ['--all'])).exec()
    assert.sameMembers(
      (await runJobs()).map(({ id }) => id),
      ids
    )
    assert.deepEqual(await deadLetters(), [])
  })

  for (const wrong of [['00000000-0000-4000-8000-000000000000'], ['mail'], [], ['mail', '--all']]) {
    test(`jobs:retry ${wrong.join(' ')} retries nothing and says why`, async ({ assert }) => {
      await die()
      const command = await ace.create(JobsRetry, wrong)
      await command.exec()
      command.assertFailed()
      assert.lengthOf(await deadLetters(), 1)
    })
  }
})
