import { test } from '@japa/runner'
import { hostnameOf, originOf } from '#core/http/own_origin'

test.group('Own origin', () => {
  test('is one that a browser can go to: HOST={host}')
    .with([
      { host: '127.0.0.1', origin: 'http://127.0.0.1:8000' },
      { host: '0.0.0.0', origin: 'http://localhost:8000' },
      { host: '::', origin: 'http://localhost:8000' },
      { host: '0:0:0:0:0:0:0:0', origin: 'http://localhost:8000' },
      { host: '::ffff:0.0.0.0', origin: 'http://localhost:8000' },
      { host: '::1', origin: 'http://[::1]:8000' },
      { host: '0:0:0:0:0:0:0:1', origin: 'http://[::1]:8000' },
      { host: '2001:db8::7', origin: 'http://[2001:db8::7]:8000' },
      { host: 'fe80::1%eth0', origin: 'http://[fe80::1]:8000' },
      { host: '192.0.2.7', origin: 'http://192.0.2.7:8000' },
      { host: 'localhost', origin: 'http://localhost:8000' },
      { host: 'crm.internal', origin: 'http://crm.internal:8000' },
    ])
    .run(({ assert }, { host, origin }) => {
      assert.equal(originOf(host, 8000), origin)
      assert.equal(new URL(origin).hostname, hostnameOf(host))
    })
})
