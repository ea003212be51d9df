import { test } from '@japa/runner'
import { readLimit } from '#core/rate_limits/limit'

test.group('Throttle | limit', () => {
  test('is so many within so many seconds, or none', ({ assert }) => {
    assert.deepEqual(readLimit('X', '20/60'), { max: 20, seconds: 60 })
    assert.isNull(readLimit('X', 'off'))
  })

  test('is refused when it is neither, naming the setting', ({ assert }) => {
    for (const text of ['', '20', '20/', '0/60', '20/0', '-1/60', '20/60s', ' off', '1e3/60']) {
      assert.throws(() => readLimit('RATE_LIMIT_CALLER', text), /RATE_LIMIT_CALLER is/)
    }
  })
})
