import { test } from '@japa/runner'
import { producer } from '#core/jobs/boss'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { SCHEMA_VERSION } from '#core/jobs/schema'
import { checkJobs } from '#core/health/checks/jobs'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'

const fails = defineJob({
  name: 'probe:fails',
  retry: { limit: 0 },
  async handle(_: object) {
    throw new Error('no')
  },
})
jobs.add(fails)

test.group('Jobs | what the doctor finds', (group) => {
  group.each.setup(forgetJobs)

  test('nothing, when all is well', async ({ assert }) => {
    assert.deepEqual((await checkJobs()).issues, [])
  })

  test('a schema of another version than the installed pg-boss needs', async ({ assert }) => {
    const [finding, ...others] = (await checkJobs({ expected: SCHEMA_VERSION + 1 })).issues
    assert.equal(finding?.level, 'problem')
    assert.include(finding?.sentence, `has version ${SCHEMA_VERSION}`)
    assert.deepEqual(others, [])
  })

  test('dead letters', async ({ assert }) => {
    await UnitOfWork.run(asSystem, () => enqueue(fails, {}))
    await runJobs()
    const [finding] = (await checkJobs()).issues
    assert.equal(finding?.level, 'warning')
    assert.include(finding?.sentence, 'Dead letters of probe:fails: 1.')
  })

  test('jobs that no one here knows', async ({ assert, cleanup }) => {
    const boss = await producer.get()
    await boss.createQueue('gone-plugin/sweep')
    cleanup(() => boss.deleteQueue('gone-plugin/sweep'))
    await boss.send('gone-plugin/sweep', {})
    const [finding] = (await checkJobs()).issues
    assert.include(finding?.sentence, 'Jobs gone-plugin:sweep that wait: 1')
  })
  test('a job that is due for too long', async ({ assert }) => {
    await UnitOfWork.run(asSystem, () => enqueue(fails, {}, { after: new Date(0) }))
    const { issues, notes } = await checkJobs()
    assert.match(
      issues[0]?.sentence ?? '',
      /^A job probe:fails has been due for \d+ hours\. See that a worker runs/
    )
    assert.include(notes, '1 wait')
    assert.deepEqual((await checkJobs({ maxWait: Number.MAX_SAFE_INTEGER })).issues, [])
  })
})
