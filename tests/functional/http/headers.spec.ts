import { test } from '@japa/runner'
import { makeCompany } from '#tests/support/personas'

test.group('HTTP | headers', () => {
  test('every answer says how it may be treated', async ({ client, assert }) => {
    const acme = await makeCompany()
    for (const request of [
      client.get('/api/customers/'),
      client.get('/api/customers/').bearerToken(acme.owner.token),
      client.get('/api/nothing'),
      client.get('/nothing'),
    ]) {
      const response = await request
      assert.containsSubset(response.headers(), {
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
      })
      assert.match(String(response.header('x-request-id')), /^[\da-f-]{36}$/)
      assert.notProperty(response.headers(), 'x-powered-by')
      assert.notProperty(response.headers(), 'set-cookie')
    }
  })

  test('the id of a request is its client’s where that is a plain word, and made here otherwise', async ({
    client,
    assert,
  }) => {
    const sent = async (id: string) =>
      (await client.get('/api/customers/').header('X-Request-Id', id)).header('x-request-id')

    for (const id of ['a-request_of.mine', 'A'.repeat(64)]) assert.equal(await sent(id), id)
    for (const id of ['a b', '<script>', 'A'.repeat(65), '{"a":1}', 'one, two']) {
      assert.match(String(await sent(id)), /^[\da-f-]{36}$/, id)
    }
  })

  test('known origins may call from a browser, and no others', async ({ client, assert }) => {
    const known = await client
      .options('/api/customers/')
      .header('Origin', 'http://localhost:5173')
      .header('Access-Control-Request-Method', 'PATCH')
    assert.equal(known.header('access-control-allow-origin'), 'http://localhost:5173')
    assert.equal(known.header('access-control-allow-credentials'), 'true')

    for (const origin of ['https://evil.example', 'null', 'http://localhost:5173.evil.example']) {
      const response = await client.get('/api/customers/').header('Origin', origin)
      assert.isUndefined(response.header('access-control-allow-origin'), origin)
    }
  })

  test('an unknown host name is refused', async ({ assert }) => {
    const { status, body } = await get('evil.example')
    assert.equal(status, 400)
    assert.include(body, 'unknown_host')
  })

  test('the forwarding headers of strangers are not believed', async ({ client, assert }) => {
    const acme = await makeCompany()
    await Promise.all(
      [1, 2].map((n) =>
        client
          .post('/api/customers/')
          .bearerToken(acme.owner.token)
          .json({ name: `C ${n}` })
      )
    )
    const response = await client
      .get('/api/customers/?page_size=1')
      .header('X-Forwarded-Host', 'evil.example')
      .header('X-Forwarded-Proto', 'https')
      .bearerToken(acme.owner.token)
    assert.isTrue(response.body().next.startsWith(`${process.env.APP_URL}/api/`))
  })

  test('a path that is not well-formed is refused in the format of errors', async ({ assert }) => {
    const response = await fetch(`${process.env.APP_URL}/api/customers/%E0%A4%A`)
    assert.equal(response.status, 400)
    assert.equal(response.headers.get('content-type'), 'application/problem+json')
  })
})

async function get(host: string): Promise<{ status: number | undefined; body: string }> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const call = request(
      `${process.env.APP_URL}/api/customers/`,
      { headers: { host } },
      (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode, body }))
      }
    )
    call.on('error', reject)
    call.end()
  })
}
