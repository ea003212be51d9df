import { test } from '@japa/runner'
import env from '#start/env'
import getPort from 'get-port'
import { BenchDatabase } from '#bench/bench_database'
import { Child } from '#bench/child'
import { productionSettings } from '#bench/settings'
import type { Cleaner } from '#tests/support/clone'
import { PASSWORD } from '#tests/support/personas'
import { type SeenPage, Visitor, makeSuperuser } from '#tests/support/visitor'

const COOKIE = '__Host-crm-admin'

/** A server of this code as it runs in production, on the database of the tests. @returns its origin */
async function startInProduction({ cleanup }: Cleaner): Promise<string> {
  const root = new URL('../../', import.meta.url)
  const database = await BenchDatabase.open(root, env.get('DATABASE_URL'), 'test')
  cleanup(() => database.close())
  const port = await getPort({ host: '127.0.0.1' })
  const server = await Child.start(port, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    ...productionSettings(database.url, port),
    APP_URL: 'https://crm.example.com',
    THROTTLE: 'on',
    WORKERS: 'off',
  })
  cleanup(() => server.stop())
  return server.url
}

/** The name and the attributes of every cookie that an answer gives, and does not take away. */
function cookiesOf({ headers }: SeenPage): { name: string; attributes: string[] }[] {
  return headers.getSetCookie().flatMap((line) => {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value] = pair.split('=')
    return value && !attributes.includes('Max-Age=0')
      ? [{ name, attributes: attributes.sort() }]
      : []
  })
}

test.group('Production', () => {
  test('R-31: gives superusers a cookie that scripts, other sites and other hosts do not get at', async ({
    assert,
    cleanup,
  }) => {
    const superuser = await makeSuperuser()
    const visitor = new Visitor(await startInProduction({ cleanup }))

    const asked = await visitor.get('/admin/login')
    const before = visitor.cookie(COOKIE)
    const entered = await visitor.send('/admin/login', '/admin/login', {
      username: superuser.email,
      password: PASSWORD,
    })
    const inside = visitor.cookie(COOKIE) ?? ''
    const page = await visitor.get('/admin')

    for (const answer of [asked, entered, page]) {
      for (const { name, attributes } of cookiesOf(answer)) {
        assert.equal(name, COOKIE)
        assert.deepEqual(attributes, ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'])
      }
      assert.match(answer.headers.get('strict-transport-security') ?? '', /^max-age=31536000;/)
    }
    assert.lengthOf(cookiesOf(entered), 1)
    assert.notEqual(inside, before)
    assert.equal(entered.location, '/admin')
    assert.equal(page.status, 200)
    assert.include(page.html, superuser.email)

    const forged = await visitor.post('/admin/logout', new URLSearchParams())
    assert.notEqual(forged.status, 200)
    assert.equal((await visitor.get('/admin')).status, 200)
    await visitor.send('/admin', '/admin/logout')
    const stolen = await visitor.keep(COOKIE, inside).get('/admin')
    assert.equal(stolen.location, '/admin/login')
  }).timeout(60_000)
})
