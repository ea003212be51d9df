import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'

const BASE = () => `http://${process.env.HOST}:${process.env.PORT}`

test.group('Browsers', () => {
  test('a browser at the entrance of the API is led to its reference, a program is not', async ({
    assert,
  }) => {
    for (const path of ['/api', '/api/', '/api/v1/']) {
      const page = await fetch(`${BASE()}${path}`, {
        headers: { Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' },
        redirect: 'manual',
      })
      assert.equal(page.status, 302, path)
      assert.equal(page.headers.get('location'), '/docs')
      const json = await fetch(`${BASE()}${path}`)
      assert.equal(json.status, 401)
    }
  })

  test('the pages about the API load nothing from elsewhere, under a strict policy', async ({
    assert,
  }) => {
    for (const path of ['/', '/docs']) {
      const page = await fetch(`${BASE()}${path}`)
      assert.equal(page.status, 200)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
      const policy = page.headers.get('content-security-policy') ?? ''
      assert.notMatch(policy, /unsafe|https?:/)
      for (const [, from] of (await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)) {
        assert.match(from ?? '', /^(\/|data:)/)
        if (from?.startsWith('/docs/assets/')) {
          assert.equal((await fetch(`${BASE()}${from}`)).status, 200, from)
        }
      }
    }
    assert.equal((await fetch(`${BASE()}/docs/assets/package.json`)).status, 404)
  })

  test('answers are compressed for who takes them so, and pages of the admin are not', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await makeCustomers(acme, 25)
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['br', 'br'],
      ['gzip, deflate, br', 'br'],
    ] as const) {
      const list = await api(client, acme.owner)
        .get('/api/customers/')
        .header('accept-encoding', accepted)
      assert.equal(list.header('content-encoding'), encoding)
      assert.include(list.header('vary'), 'Accept-Encoding')
      assert.lengthOf(list.body().results, 25)
    }
    const short = await api(client, acme.owner)
      .get('/api/customers/?page_size=1&fields=id')
      .header('accept-encoding', 'gzip')
    assert.isUndefined(short.header('content-encoding'))
    const file = await api(client, acme.owner)
      .get('/api/customers/export/')
      .header('accept-encoding', 'gzip')
    assert.equal(file.header('content-encoding'), 'gzip')
    assert.lengthOf(file.text().trim().split('\n'), 26)
    const plain = await api(client, acme.owner)
      .get('/api/customers/')
      .header('accept-encoding', 'identity')
    assert.isUndefined(plain.header('content-encoding'))
    const page = await fetch(`${BASE()}/admin/login`)
    assert.isNull(page.headers.get('content-encoding'))
  })

  test('only what is the same for every caller may be kept', async ({ client, assert }) => {
    const acme = await makeCompany()

    const description = await client.get('/api/openapi.json')
    const tag = description.header('etag') ?? ''
    const again = await client.get('/api/openapi.json').header('if-none-match', tag)
    const asset = await fetch(`${BASE()}/docs/assets/swagger-ui.css`)
    const list = await api(client, acme.owner).get('/api/customers/')

    assert.equal(description.header('cache-control'), 'public, no-cache')
    again.assertStatus(304)
    assert.equal(again.header('cache-control'), 'public, no-cache')
    assert.equal(asset.headers.get('cache-control'), 'public, max-age=3600')
    assert.equal(list.header('cache-control'), 'no-store')
    assert.isUndefined(list.header('etag'))
  })

  test('another origin may send trace headers, and read what a file is called', async ({
    assert,
  }) => {
    const origin = 'http://localhost:5173'
    const asked = await fetch(`${BASE()}/api/customers/`, {
      method: 'OPTIONS',
      headers: {
        'Origin': origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'x-request-id,traceparent',
      },
    })
    const allowed = asked.headers.get('access-control-allow-headers') ?? ''
    assert.include(allowed, 'traceparent')
    assert.include(allowed, 'x-request-id')
    const answer = await fetch(`${BASE()}/health/live`, { headers: { Origin: origin } })
    assert.include(answer.headers.get('access-control-expose-headers'), 'content-disposition')
    assert.include(answer.headers.get('vary'), 'Origin')
  })
})
