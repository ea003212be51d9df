import { test } from '@japa/runner'
import { type Attempted, outcomeOf } from '#plugins/webhooks/delivery/outcome'

const MINUTE = 60
const HOUR = 60 * MINUTE

const answered = (status: number, retryAfter?: string): Attempted => ({ status, retryAfter })

const UNANSWERED: Attempted = { status: null }

/* In the middle of what chance may make of it. */
const even = () => 0.5

test.group('Webhooks | what comes of an attempt', () => {
  test('is tried again ever later, ten times in all', ({ assert }) => {
    const delays = [5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE]
    delays.push(2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR)
    const seconds = delays.map((_, index) => outcomeOf(UNANSWERED, index + 1, even).retryIn)
    assert.deepEqual(seconds, delays)
    const last = outcomeOf(UNANSWERED, delays.length + 1, even)
    assert.deepEqual([last.state, last.retryIn], ['failed', null])
  })

  test('varies by a fifth, so that not everything comes back at once', ({ assert }) => {
    const at = (chance: number) => outcomeOf(answered(500), 4, () => chance).retryIn ?? 0
    assert.closeTo(at(0), 8 * MINUTE, 0.001)
    assert.closeTo(at(0.999_999), 12 * MINUTE, 0.01)
    const drawn = Array.from({ length: 50 }, () => outcomeOf(answered(500), 4).retryIn ?? 0)
    for (const seconds of drawn) assert.isTrue(seconds >= 8 * MINUTE && seconds <= 12 * MINUTE)
  })

  test('depends on the answer: 2xx is success, what may pass is tried again, the rest fails at once', ({
    assert,
  }) => {
    const states = (statuses: readonly number[]) =>
      new Set(statuses.map((status) => outcomeOf(answered(status), 1, even).state))
    assert.deepEqual([...states([200, 201, 204, 299])], ['delivered'])
    assert.deepEqual([...states([408, 425, 429, 500, 502, 503, 504, 599])], ['pending'])
    assert.deepEqual([...states([301, 302, 307, 400, 401, 403, 404, 409, 410, 422])], ['failed'])
  })

  test('says that the receiver is gone for 410, and for nothing else', ({ assert }) => {
    const gone = [200, 404, 410, 500].filter(
      (status) => outcomeOf(answered(status), 1, even).isGone
    )
    assert.deepEqual(gone, [410])
  })

  test('heeds Retry-After, in seconds and as a moment, and never for more than a day', ({
    assert,
  }) => {
    const retryIn = (status: number, text: string) =>
      outcomeOf(answered(status, text), 1, even).retryIn ?? 0
    assert.equal(retryIn(429, '120'), 120)
    assert.equal(retryIn(503, '2'), 5)
    assert.equal(retryIn(429, '999999'), 24 * HOUR)
    assert.equal(retryIn(429, 'soon'), 5)
    const moment = new Date(Date.now() + HOUR * 1_000).toUTCString()
    assert.closeTo(retryIn(503, moment), HOUR, 5)
  })

  test('holds up the whole webhook while a receiver is busy by its own words alone', ({
    assert,
  }) => {
    const busyFor = (status: number, text?: string) =>
      outcomeOf(answered(status, text), 1, even).busyFor
    assert.equal(busyFor(429, '60'), 60)
    assert.equal(busyFor(503, '60'), 60)
    assert.isNull(busyFor(500, '60'))
    assert.isNull(busyFor(429))
  })
})
