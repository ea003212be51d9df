import { test } from '@japa/runner'
import { networkOf } from '#core/rate_limits/network'

test.group('Throttle | network', () => {
  test('an IPv4 address is itself, also when it is written as IPv6', ({ assert }) => {
    assert.equal(networkOf('203.0.113.7'), '203.0.113.7')
    assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  })

  test('R-29: all addresses of an IPv6 /64 are one', ({ assert }) => {
    for (const address of [
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2::',
      '2001:0DB8:0001:0002::9',
      '2001:db8:1:2::1%eth0',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
    ]) {
      assert.equal(networkOf(address), '2001:db8:1:2::/64')
    }
    assert.equal(networkOf('2001:db8:1:3::1'), '2001:db8:1:3::/64')
    assert.equal(networkOf('::1'), '0:0:0:0::/64')
  })
})
