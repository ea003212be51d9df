import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { producer } from '#core/jobs/boss'
import { deadLetters } from '#core/jobs/dead_letters'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { jobs } from '#core/jobs/registry'
import { Worker, type WorkerOptions } from '#core/jobs/worker'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { reached } from '#tests/support/reached'

let begun = 0
let ended = 0
let aborted = false
const held: (() => void)[] = []
const letGo = () => held.shift()?.()
const waits = defineJob({
  name: 'probe:waits',
  unit: 'none',
  concurrency: 2,
  async handle(_: object, { signal }) {
    begun += 1
    signal.addEventListener('abort', () => (aborted ||= ended < begun))
    await new Promise<void>((resolve) => held.push(resolve))
    ended += 1
  },
})

let ticks = 0
const tick = defineJob({
  name: 'probe:tick',
  async handle(_: object) {
    ticks += 1
  },
})
const nightly = defineJob({
  name: 'probe:nightly',
  every: '0 3 * * *',
  async handle(_: object) {},
})
const hopeless = defineJob({
  name: 'probe:hopeless',
  async handle(_: object) {
    throw new PermanentFailure('There is no such address')
  },
})
jobs.add(waits, tick, nightly, hopeless)

test.group('Jobs | a worker', (group) => {
  group.each.setup(async () => {
    held.length = 0
    begun = 0
    ended = 0
    ticks = 0
    aborted = false
    await forgetJobs()
  })

  const put = (job: typeof waits) => UnitOfWork.run(asSystem, () => enqueue(job, {}))
  const stateOf = async (id: string, { queue } = waits) => {
    const [found] = await (await producer.get()).findJobs(queue, { id })
    return found?.state
  }

  const hire = (options: WorkerOptions, cleanup: (callback: () => Promise<void>) => void) => {
    const worker = new Worker(options)
    cleanup(() => {
      while (held.length > 0) letGo()
      return worker.stop()
    })
    return worker
  }

  test('is told of a job when its unit of work commits', async ({ cleanup }) => {
    const worker = hire({ listen: true }, cleanup)
    await worker.start()
    const first = await put(tick)
    await reached(async () => (await stateOf(first, tick)) === 'completed')
    const second = await put(tick)
    await reached(async () => (await stateOf(second, tick)) === 'completed')
  }).timeout(10_000)

  test('works without being told too', async ({ assert, cleanup }) => {
    const ids = [await put(tick), await put(tick), await put(tick)]
    const worker = hire({ listen: false }, cleanup)
    await worker.start()
    for (const id of ids) await reached(async () => (await stateOf(id, tick)) === 'completed')
    assert.equal(ticks, 3)
  })

  test('works as many at once as the job says', async ({ assert, cleanup }) => {
    for (let number = 0; number < 3; number += 1) await put(waits)
    const worker = hire({ listen: true }, cleanup)
    await worker.start()
    await reached(() => begun === 2)
    letGo()
    await reached(() => ended === 1 && begun === 3)
    assert.equal(ended, 1)
  })

  test('does not try again what no attempt will mend, and leaves it as a dead letter', async ({
    assert,
    cleanup,
  }) => {
    const id = await put(hopeless)
    await hire({ listen: true }, cleanup).start()
    await reached(async () => (await stateOf(id, hopeless)) === 'failed')

    const [letter, ...others] = await deadLetters()
    assert.deepInclude(letter, { id, attempts: 1, reason: 'There is no such address' })
    assert.isEmpty(others)
  })

  test('that stops waits for the job it is at, and takes no other', async ({ assert, cleanup }) => {
    const worker = hire({ listen: true }, cleanup)
    await worker.start()
    const id = await put(waits)
    await reached(() => begun === 1)

    const stopping = worker.stop()
    const next = await put(waits)
    letGo()
    await stopping
    assert.equal(ended, 1)
    assert.isFalse(aborted)
    assert.equal(await stateOf(id), 'completed')
    assert.equal(await stateOf(next), 'created')
  })

  test('that stops does not wait for ever: the job is tried again', async ({ assert, cleanup }) => {
    const worker = hire({ listen: true, grace: 1000 }, cleanup)
    await worker.start()
    const id = await put(waits)
    await reached(() => begun === 1)

    await worker.stop()
    assert.equal(ended, 0)
    assert.isTrue(aborted)
    assert.equal(await stateOf(id), 'retry')
  })

  test('can be stopped before it has started', async ({ assert, cleanup }) => {
    const worker = hire({ listen: true }, cleanup)
    const starting = worker.start()
    await worker.stop()
    await starting
    await put(tick)
    assert.lengthOf(await runJobs(), 1)
  })

  test('waits for a database that is not there, until it is stopped', async ({ cleanup }) => {
    const place = 'database.connections.postgres.connection'
    const address: unknown = app.config.get(place)
    app.config.set(place, { connectionString: 'postgresql://x:y@127.0.0.1:1/none' })
    cleanup(() => app.config.set(place, address))

    const worker = new Worker({ listen: true })
    const starting = worker.start()
    await worker.stop()
    await starting
  })

  test('keeps schedules as the jobs say, once for all workers', async ({ assert, cleanup }) => {
    const boss = await producer.get()
    await boss.schedule(nightly.queue, '0 4 * * *')
    await boss.schedule(tick.queue, '0 5 * * *')

    const workers = [hire({ listen: true }, cleanup), hire({ listen: true }, cleanup)]
    await Promise.all(workers.map((worker) => worker.start()))

    const kept = (await boss.getSchedules()).map(({ name, cron, timezone }) => [
      name,
      cron,
      timezone,
    ])
    assert.deepEqual(
      kept.filter(([name]) => name?.startsWith('probe/')),
      [['probe/nightly', '0 3 * * *', 'UTC']]
    )
  })

  test('leaves the schedules of jobs that it does not know to those who do', async ({
    assert,
    cleanup,
  }) => {
    const boss = await producer.get()
    await boss.createQueue('of-another-release/tick')
    cleanup(() => boss.deleteQueue('of-another-release/tick'))
    await boss.schedule('of-another-release/tick', '0 5 * * *')
    await hire({ listen: true }, cleanup).start()
    assert.isNotNull(await boss.getSchedule('of-another-release/tick'))
  })
})
