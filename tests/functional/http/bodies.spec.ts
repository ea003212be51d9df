import { brotliCompressSync, gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { type Company, makeCompany } from '#tests/support/personas'

const HEADERS = { 'Content-Type': 'application/json' }

test.group('HTTP | bodies', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const send = async (body: string | Uint8Array, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${process.env.APP_URL}/api/customers/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${acme.owner.token}`, ...HEADERS, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
    const said: unknown = await answer.json()
    const { name, detail } = Object.fromEntries(Object.entries(Object(said)))
    return { status: answer.status, name: String(name), detail: String(detail) }
  }

  test('may be compressed', async ({ assert }) => {
    const text = '{"name":"Zoë"}'
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(text)],
      ['br', brotliCompressSync(text)],
      ['identity', Buffer.from(text)],
    ] as const) {
      const { status, name } = await send(bytes, { 'Content-Encoding': encoding })
      assert.equal(status, 201, encoding)
      assert.equal(name, 'Zoë')
    }
  })

  test('that are not what they say they are, are told so, and make nothing', async ({
    client,
    assert,
  }) => {
    const plain = '{"name":"x"}'
    const bomb = gzipSync(`{"name":"${'x'.repeat(5_000_000)}"}`)
    const nested = `{"name":"x","settings":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    for (const [body, headers, status, detail] of [
      [plain, { 'Content-Encoding': 'gzip' }, 400, /not compressed/],
      [plain, { 'Content-Encoding': 'br' }, 400, /not compressed/],
      [plain, { 'Content-Encoding': 'zip' }, 415, /gzip, deflate or br/],
      [bomb, { 'Content-Encoding': 'gzip' }, 413, /1 MB/],
      [Buffer.from([123, 255, 125]), {}, 400, /not UTF-8/],
      [plain, { 'Content-Type': 'application/json; charset=iso-8859-1' }, 415, /UTF-8/],
      [nested, {}, 400, /levels deep/],
      ['{"name": Ann}', {}, 400, /not JSON: "A"/],
      ['{name: "Ann"}', {}, 400, /not JSON: look at character 2/],
      ['{"name":', {}, 400, /ends too soon/],
      ['"Ann"', {}, 400, /must be a JSON object/],
      ['null', {}, 400, /must be a JSON object/],
    ] as const) {
      const answer = await send(body, headers)
      assert.equal(answer.status, status, String(detail))
      assert.match(answer.detail, detail)
    }
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })
})
