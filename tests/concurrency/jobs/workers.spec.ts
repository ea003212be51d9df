import { test } from '@japa/runner'
import { producer } from '#core/jobs/boss'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { Worker } from '#core/jobs/worker'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { forgetJobs } from '#tests/support/jobs'
import { reached } from '#tests/support/reached'

const handled: string[] = []
const running = new Set<object>()
let maxAtOnce = 0
const count = defineJob({
  name: 'probe:count',
  async handle(_: object, { messageId }) {
    const one = {}
    running.add(one)
    maxAtOnce = Math.max(maxAtOnce, running.size)
    /* The first two wait for each other, which one worker alone could not. */
    await reached(() => maxAtOnce > 1)
    running.delete(one)
    handled.push(messageId)
  },
})
jobs.add(count)

test.group('Jobs | several workers', (group) => {
  group.each.setup(async () => {
    handled.length = 0
    maxAtOnce = 0
    await forgetJobs()
  })

  test('each job is worked by one of them, at once, and both have their share', async ({
    assert,
    cleanup,
  }) => {
    const workers = [new Worker({ listen: true }), new Worker({ listen: true })]
    cleanup(async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
    })
    await Promise.all(workers.map((worker) => worker.start()))

    const ids = await UnitOfWork.run(asSystem, () =>
      Promise.all(Array.from({ length: 60 }, () => enqueue(count, {})))
    )
    await reached(() => handled.length >= ids.length)
    await Promise.all(workers.map((worker) => worker.stop()))

    assert.sameMembers(handled, ids)
    assert.lengthOf(handled, ids.length)
    assert.equal(maxAtOnce, workers.length)
    const kept = await (await producer.get()).findJobs(count.queue)
    assert.isTrue(kept.every(({ state, retryCount }) => state === 'completed' && retryCount === 0))
  })
})
