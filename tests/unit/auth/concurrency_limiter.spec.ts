import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { ConcurrencyLimiter } from '#core/support/concurrency_limiter'
import { Problem } from '#core/http/exceptions/problem'

test.group('Auth | turnstile', () => {
  test('lets no more through at a time than it may', async ({ assert }) => {
    const turnstile = new ConcurrencyLimiter(3, 100)
    let running = 0
    let most = 0

    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        turnstile.pass(async () => {
          running += 1
          most = Math.max(most, running)
          await setImmediate()
          running -= 1
          return index
        })
      )
    )

    assert.equal(most, 3)
    assert.deepEqual(
      results,
      results.toSorted((a, b) => a - b)
    )
  })

  test('refuses anyone who would wait behind too many', async ({ assert }) => {
    const turnstile = new ConcurrencyLimiter(1, 2)
    const work = () => turnstile.pass(() => setImmediate('done'))

    const outcomes = await Promise.allSettled([work(), work(), work(), work(), work()])

    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']
    )
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.instanceOf(refused?.reason, Problem)
    assert.containsSubset(refused?.reason, { status: 503, code: 'try_again' })
    assert.equal(await work(), 'done')
  })

  test('gives its place back when the work fails', async ({ assert }) => {
    const turnstile = new ConcurrencyLimiter(1, 10)
    await assert.rejects(() => turnstile.pass(() => Promise.reject(new Error('no'))), 'no')

    assert.equal(await turnstile.pass(async () => 'done'), 'done')
  })
})
