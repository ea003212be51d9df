import { test } from '@japa/runner'
import { TrustedProxies } from '#core/http/trusted_proxies'

test.group('Support | trusted proxies', () => {
  test('are no one unless they are named, not even this computer', ({ assert }) => {
    const nobody = new TrustedProxies([])

    for (const address of ['127.0.0.1', '::1', '10.0.0.1', '']) {
      assert.isFalse(nobody.include(address), address)
    }
  })

  test('are named by address or by network', ({ assert }) => {
    const proxies = new TrustedProxies(['192.0.2.7', '10.0.0.0/8', 'fd00::/8'])

    for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '10.200.3.4', 'fd12::1']) {
      assert.isTrue(proxies.include(address), address)
    }
    for (const address of ['192.0.2.8', '11.0.0.1', 'fe80::1', 'proxy']) {
      assert.isFalse(proxies.include(address), address)
    }
  })

  test('are refused when they are neither', ({ assert }) => {
    const wrong = ['*', 'loopback', '10.0.0.0/', '10.0.0.0/x', 'proxy.example.com']
    for (const entry of [...wrong, '10.0.0.0/33', 'fd00::/129']) {
      assert.throws(() => new TrustedProxies([entry]), /TRUSTED_PROXIES/)
    }
  })
})
