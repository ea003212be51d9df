import { test } from '@japa/runner'
import { AddressGuard } from '#core/http/address_guard'

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:127.0.0.1',
  '0:0:0:0:0:ffff:a00:1',
  '64:ff9b::127.0.0.1',
  '64:ff9b:1::a00:1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
]

test.group('Address guard', () => {
  test('refuses whatever is no address on the internet: {$self}')
    .with(PRIVATE)
    .run(({ assert }, address) => {
      assert.isTrue(new AddressGuard().refuses(address))
    })

  test('lets addresses on the internet pass: {$self}')
    .with(['1.1.1.1', '172.15.255.255', '193.99.144.80', '2606:4700:4700::1111', '::ffff:1.1.1.1'])
    .run(({ assert }, address) => {
      assert.isFalse(new AddressGuard().refuses(address))
    })

  test('refuses what is no address at all', ({ assert }) => {
    for (const text of ['', 'localhost', 'example.com', '127.0.0.1.example.com']) {
      assert.isTrue(new AddressGuard().refuses(text), text)
    }
  })

  test('lets pass what it is told to, and nothing beside it', ({ assert }) => {
    const guard = new AddressGuard(['127.0.0.0/8', '10.1.2.3', 'fd00::/64'])

    const passes = ['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', 'fd00::7']
    for (const address of passes) assert.isFalse(guard.refuses(address), address)
    for (const address of ['10.1.2.4', '::1', 'fd00:0:0:1::1']) {
      assert.isTrue(guard.refuses(address), address)
    }
    assert.throws(() => new AddressGuard(['10.0.0.0/40']), /PLUGINS_HTTP_ALLOW/)
    assert.throws(() => new AddressGuard(['localhost']), /PLUGINS_HTTP_ALLOW/)
  })
})
