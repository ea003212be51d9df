import { test } from '@japa/runner'
import { defineJob } from '#core/jobs/define_job'
import { JobRegistry } from '#core/jobs/registry'

const nothing = async (_: object) => {}

test.group('Jobs | definitions', () => {
  for (const name of ['mail', 'Mail:send', 'mail:', 'mail/send', 'mail send', '']) {
    test(`"${name}" is no name`, ({ assert }) => {
      assert.throws(() => defineJob({ name, handle: nothing }), /is not the name of a job/)
    })
  }

  test('a job is tried again after growing delays unless it says otherwise', ({ assert }) => {
    const job = defineJob({ name: 'mail:send', retry: { limit: 2 }, handle: nothing })
    assert.deepEqual(job.retry, { limit: 2, delay: 15, backoff: true })
    assert.equal(job.unit, 'transaction')
  })

  test('only a job that needs no payload has a schedule', () => {
    defineJob({ name: 'mail:sweep', every: '0 3 * * *', handle: nothing })
    defineJob({
      name: 'mail:sweep',
      every: '0 3 * * *',
      handle: async (_: { since?: string }) => {},
    })
    defineJob({
      name: 'mail:send',
      // @ts-expect-error no one would say to whom
      every: '0 3 * * *',
      handle: async (_: { to: string }) => {},
    })
  })
})

test.group('Jobs | the registry', () => {
  const send = defineJob({ name: 'mail:send', handle: nothing })

  test('knows the jobs of the core and those that are added', ({ assert }) => {
    const registry = new JobRegistry(() => [send])
    const expire = defineJob({ name: 'loyalty:expire', handle: nothing })
    registry.add(expire)
    registry.add(expire)
    assert.deepEqual(registry.all(), [send, expire])
    assert.equal(registry.find('loyalty:expire'), expire)
    assert.isUndefined(registry.find('loyalty:earn'))
  })

  test('takes no second job of a name', ({ assert }) => {
    const registry = new JobRegistry(() => [send])
    const another = defineJob({ name: 'mail:send', handle: nothing })
    assert.throws(() => registry.add(another), 'There are two jobs of the name mail:send')
  })
})
