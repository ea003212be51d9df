import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { glob } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { someOfEverything } from '#tests/support/everything'
import { makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { pageRoutes } from '#tests/support/routes'
import { digestOfRows } from '#tests/support/rows'
import { Visitor, enter } from '#tests/support/visitor'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** What is there for every user: the way in, and what it looks like. */
const OPEN = new Set([
  '/admin/login',
  '/admin/login/two-factor',
  '/admin/theme',
  '/admin/assets/:name',
])

/** What every other page asks for: a superuser, as themselves or impersonating. */
const ASKED = new Set(['superuser', 'support', 'superuser_upload', 'superuser_apart'])

const withAbsentIds = (pattern: string) =>
  pattern
    .replace(':slug', 'acme')
    .replace(':resource', 'customers')
    .replaceAll(/:\w+|\*/g, () => randomUUID())

test.group('Pages | access', () => {
  test('no page lets in anyone who is not logged in', async ({ assert }) => {
    const wrong: string[] = []
    const closed = pageRoutes().filter(({ pattern }) => !OPEN.has(pattern))
    for (const { method, pattern, accessRule } of closed) {
      const path = withAbsentIds(pattern)
      const visitor = new Visitor()
      const answer =
        method === 'GET' ? await visitor.get(path) : await visitor.send('/admin/login', path)
      if (!ASKED.has(String(accessRule)) || answer.location !== '/admin/login') {
        wrong.push(`${method} ${pattern}: ${answer.status} ${answer.location}`)
      }
    }

    assert.isAbove(closed.length, 5)
    assert.deepEqual(wrong, [])
  })

  test('every page runs only what its answer names, and loads from here only', async ({
    assert,
  }) => {
    const { headers } = await new Visitor().get('/admin/login')

    const policy = headers.get('content-security-policy') ?? ''
    assert.match(
      policy,
      /^default-src 'none';script-src ('nonce-[\w-]{16,}');style-src \1;img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'$/
    )
  })
})

/** Of visitors, of how often they tried, and of what they looked at: no form has to do with these. */
const COUNTS = ['admin_sessions', 'throttles', 'account_events']

/** What happened to accounts, besides that a user looked at a page. */
const doings = () =>
  UnitOfWork.run(asSystem, (unit) =>
    unit.query(`SELECT id FROM account_events WHERE action <> 'admin-read' ORDER BY id`)
  )

const TOO_LONG = 'This form was open for too long.'

test.group('Pages | forms', () => {
  test('R-31: no form does anything without the token of its session', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const forms = pageRoutes().filter(({ method }) => method !== 'GET')
    const visitor = await enter()
    const other = await enter()
    const stolen = /name='_csrf' value='([^']+)'/.exec((await other.get('/admin')).html)?.[1] ?? ''
    const before = await digestOfRows({ except: COUNTS })
    const { rows: done } = await doings()

    const wrong: string[] = []
    for (const { pattern } of forms) {
      const path = pattern
        .replace(':slug', acme.slug)
        .replace(':resource', 'customers')
        .replace(':plugin', 'loyalty')
        .replace(':page', 'tiers')
        .replace(':action', 'recount')
        .replace(':id', idOf(pattern))
      for (const token of [null, '', 'nonsense', stolen]) {
        const fields = new URLSearchParams({ name: 'Forged', ids: String(ids.customers?.[0]) })
        if (token !== null) fields.set('_csrf', token)
        const answer = await visitor.post(path, fields, '/admin')
        const { html } = await visitor.get('/admin')
        if (answer.location !== '/admin' || !html.includes(TOO_LONG)) {
          wrong.push(`${pattern} with ${token}: ${answer.status} ${answer.location}`)
        }
      }
    }

    function idOf(pattern: string): string {
      if (pattern.startsWith('/admin/users/')) return acme.owner.userId
      return (pattern.includes('/deals/') ? ids.deals?.[0] : ids.customers?.[0]) ?? ''
    }

    assert.isAbove(forms.length, 15)
    assert.deepEqual(wrong, [])
    assert.deepEqual(await digestOfRows({ except: COUNTS }), before)
    assert.deepEqual((await doings()).rows, done)
  }).timeout(60_000)
})

test.group('Pages | templates', () => {
  test('escape whatever they show, and bring no script or style of their own', async ({
    assert,
  }) => {
    const wrong: string[] = []
    let count = 0
    for await (const file of glob('admin/**/*.edge', { cwd: app.viewsPath() })) {
      count += 1
      const text = await readFile(app.viewsPath(file), 'utf8')
      const raw = text.replaceAll('{{{ await $slots.main() }}}', '')
      if (raw.includes('{{{')) wrong.push(`${file}: raw output`)
      if (/<style|style=|<script(?! src=)|\son\w+=/i.test(raw)) wrong.push(`${file}: inline`)
    }

    assert.isAbove(count, 5)
    assert.deepEqual(wrong, [])
  })
})
