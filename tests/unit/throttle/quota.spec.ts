import { test } from '@japa/runner'
import { Quota, type Usage } from '#core/rate_limits/quota'

const LIMIT = { max: 10, seconds: 60 }

/** What the database does: one window for all processes. */
class Ledger {
  readonly windows = new Map<string, Usage>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  settle = async (usages: readonly Usage[]) =>
    usages.map(({ key, points, expire }) => {
      const known = this.windows.get(key)
      const isOpen = known !== undefined && known.expire > this.#now()
      const sum = {
        key,
        points: points + (isOpen ? known.points : 0),
        expire: isOpen ? known.expire : expire,
      }
      this.windows.set(key, sum)
      return sum
    })
}

test.group('Throttle | quota', (group) => {
  let now = 1_000_000
  const clock = () => now
  let ledger = new Ledger(clock)

  group.each.setup(() => {
    now = 1_000_000
    ledger = new Ledger(clock)
  })

  test('lets as many through as there may be, and tells what is left', ({ assert }) => {
    const quota = new Quota(ledger.settle, clock)

    const left = Array.from({ length: 12 }, () => quota.spend('a', LIMIT))

    assert.deepEqual(
      left.map(({ remaining }) => remaining),
      [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]
    )
    assert.deepEqual(left.map(({ isExceeded }) => isExceeded).indexOf(true), 10)
    assert.isFalse(quota.spend('b', LIMIT).isExceeded)
  })

  test('begins anew when its time is over', ({ assert }) => {
    const quota = new Quota(ledger.settle, clock)
    for (let request = 0; request < 11; request += 1) quota.spend('a', LIMIT)
    now += 59_000
    assert.containsSubset(quota.spend('a', LIMIT), { isExceeded: true, seconds: 1 })

    now += 1_000

    assert.containsSubset(quota.spend('a', LIMIT), { isExceeded: false, remaining: 9, seconds: 60 })
  })

  test('counts what other processes let through, once they have settled', async ({ assert }) => {
    const [one, other] = [new Quota(ledger.settle, clock), new Quota(ledger.settle, clock)]
    for (let request = 0; request < 6; request += 1) one.spend('a', LIMIT)
    now += 10_000
    for (let request = 0; request < 3; request += 1) other.spend('a', LIMIT)
    await one.settle()
    await other.settle()

    assert.containsSubset(other.spend('a', LIMIT), { remaining: 0, seconds: 50, isExceeded: false })
    assert.isTrue(other.spend('a', LIMIT).isExceeded)
  })

  test('settles each request once, also those that come meanwhile', async ({ assert }) => {
    let arrive = () => {}
    const quota = new Quota(async (usages) => {
      arrive()
      return ledger.settle(usages)
    }, clock)
    arrive = () => quota.spend('a', LIMIT)
    quota.spend('a', LIMIT)
    await quota.settle()
    arrive = () => {}
    await quota.settle()
    await quota.settle()

    assert.equal(ledger.windows.get('a')?.points, 2)
    assert.equal(quota.spend('a', LIMIT).remaining, 7)
  })

  test('keeps what could not be settled for the next time', async ({ assert }) => {
    let works = false
    const quota = new Quota(async (usages) => {
      if (!works) throw new Error('no database')
      return ledger.settle(usages)
    }, clock)
    quota.spend('a', LIMIT)
    await assert.rejects(() => quota.settle(), 'no database')
    quota.spend('a', LIMIT)
    works = true
    await quota.settle()

    assert.equal(ledger.windows.get('a')?.points, 2)
    assert.equal(quota.spend('a', LIMIT).remaining, 7)
  })
})
