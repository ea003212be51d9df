import { test } from '@japa/runner'
import pg from 'pg'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import { makeCustomers } from '#tests/support/customers'
import { makeDeals } from '#tests/support/deals'
import { someOfEverything } from '#tests/support/everything'
import { everyPage, isThere } from '#tests/support/pages'
import { makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { type SeenPage, Visitor, enter } from '#tests/support/visitor'

/** What a page may ask the database for, logging in and the audit log included. */
const MAX_STATEMENTS = 10
/** The page that tells what the doctor finds asks once for each of the checks. */
const MAX_OF_HEALTH = 11
/** What has no content, and no end tag. */
const VOID = new Set(['meta', 'link', 'input', 'img', 'br', 'hr'])
const ARABIC = 'شركة الأفق للتجارة'
const HOSTILE = `<script>alert(1)</script>{{ 7*7 }}"'><img src=x onerror=alert(1)>`

test.group('Admin | every page', () => {
  test('asks the database at most ten times, however much there is', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    await makeCustomers(acme, 30)
    await makeDeals(acme, 10)
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`
    const asked = [
      ...everyPage(acme, ids),
      `${here}/customers?search=customer&status[in]=active&ordering=name&page_size=100`,
      `${here}/customers?deleted=true`,
      `${here}/board?closed=true&search=deal`,
      `${here}/candidates/customers?search=a`,
      '/admin/users?search=a&is_active=true&ordering=-last_login_at',
    ]

    const many: string[] = []
    let pages = 0
    for (const path of asked) {
      const { count, answer } = await statementsOf(() => visitor.get(path))
      if (isThere(path, answer)) pages += 1
      if (count > mostOf(path)) many.push(`${path}: ${count}`)
    }

    assert.isAbove(pages, 60)
    assert.deepEqual(many, [])
  }).timeout(180_000)

  test('asks no more often of a user who acts as another', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const visitor = await enter()
    const user = `/admin/users/${acme.owner.userId}`
    await visitor.send(user, `${user}/impersonations`, {
      organization: acme.slug,
      reason: 'Ticket 4711',
      minutes: '60',
    })

    const [many, open]: [string[], string[]] = [[], []]
    const acting = `/admin/organizations/${acme.slug}/acting`
    for (const path of [acting, ...everyPage(acme, ids)]) {
      const { count, answer } = await statementsOf(() => visitor.get(path))
      if (answer.status === 200) open.push(path)
      if (count > mostOf(path)) many.push(`${path}: ${count}`)
    }

    assert.isAbove(open.length, 40)
    assert.deepEqual(many, [])
  }).timeout(180_000)

  test('shows as text whatever people wrote, into whichever field', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    await defile(acme.id, HOSTILE)
    const visitor = await enter()

    const wrong: string[] = []
    let shown = 0
    for (const path of everyPage(acme, ids)) {
      const page = await visitor.get(path)
      if (!isThere(path, page)) continue
      const { html } = page
      if (/<script>alert|<img src=x|=alert\(1\)>|>49</.test(html)) wrong.push(path)
      if (html.includes('&lt;script&gt;alert(1)')) shown += 1
    }

    assert.isAbove(shown, 15)
    assert.deepEqual(wrong, [])
  }).timeout(180_000)

  test('gives whatever people write the direction of its own words', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    await defile(acme.id, ARABIC)
    await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query('UPDATE organizations SET name = $2 WHERE id = $1', [acme.id, ARABIC])
      await unit.query('UPDATE users SET first_name = $2, last_name = $2 WHERE id = $1', [
        acme.owner.userId,
        ARABIC,
      ])
    })
    const visitor = await enter()

    const wrong: string[] = []
    let shown = 0
    for (const path of everyPage(acme, ids)) {
      const { html } = await visitor.get(path)
      for (const place of undirected(html)) wrong.push(`${path}: ${place}`)
      if (html.includes(ARABIC)) shown += 1
    }

    assert.isAbove(shown, 40)
    assert.deepEqual(wrong, [])
  }).timeout(180_000)

  test('runs and applies nothing but what carries the number of its answer', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const visitor = await enter()
    const pages = [await new Visitor().get('/admin/login')]
    for (const path of everyPage(acme, ids)) {
      const page = await visitor.get(path)
      if (isThere(path, page)) pages.push(page)
    }
    for (const path of ['/admin/users/nobody', '/admin']) pages.push(await visitor.get(path))
    pages.push(await visitor.post('/admin/nowhere', new URLSearchParams()))

    const wrong = pages.flatMap((page) => strayIn(page))
    const numbers = pages.map((page) => numberOf(page))

    assert.isAbove(pages.length, 60)
    assert.deepEqual(wrong, [])
    assert.lengthOf(new Set(numbers), pages.length)
  }).timeout(180_000)
})

/** The number that a page's policy asks of scripts and styles. */
function numberOf({ headers }: SeenPage): string {
  const policy = headers.get('content-security-policy') ?? ''
  return (
    /^default-src 'none';script-src 'nonce-([\w-]+)';style-src 'nonce-\1';/.exec(policy)?.[1] ?? ''
  )
}

/** How often a page may ask the database. */
function mostOf(path: string): number {
  if (path === '/admin/health') return MAX_OF_HEALTH
  return MAX_STATEMENTS
}

/** What a page would run or apply without its number, or has written into its own text. */
function strayIn(page: SeenPage): string[] {
  const number = numberOf(page)
  const tags = page.html.match(/<(script|style|link)\b[^>]*>/g) ?? []
  const active = tags.filter((tag) => !tag.includes('rel="icon"'))
  const unnumbered = active.filter((tag) => !tag.includes(` nonce="${number}"`))
  const inline = page.html.match(
    /<style\b|<script\b(?![^>]*\ssrc=)[^>]*>|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|<[a-z][^>]*=\s*["']?\s*javascript:/gi
  )
  return number === '' || active.length === 0
    ? [`no number, or nothing that carries one: ${page.html.slice(0, 200)}`]
    : [...unnumbered, ...(inline ?? [])]
}

/** Where a page shows a text, or has one typed, without letting its words say in which direction. */
function undirected(html: string): string[] {
  const open: { readonly name: string; readonly isDirected: boolean }[] = []
  const wrong: string[] = []
  for (const [whole, closing, name = '', attributes = '', text = ''] of html.matchAll(
    /<(\/?)([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g
  )) {
    const isDirected = /\sdir="auto"/.test(attributes)
    if (name === '') {
      const isFound = text.includes(ARABIC) && !open.some((tag) => tag.isDirected)
      if (isFound && open.at(-1)?.name !== 'title')
        wrong.push(`${open.at(-1)?.name}: ${text.trim()}`)
    } else if (closing === '/') {
      const at = open.findLastIndex((tag) => tag.name === name)
      if (at >= 0) open.splice(at)
    } else {
      const isTyped = name === 'textarea' || (name === 'input' && isForWords(attributes))
      if (isTyped && !isDirected) wrong.push(whole)
      if (!VOID.has(name) && !attributes.endsWith('/')) open.push({ name, isDirected })
    }
  }
  return wrong
}

/** Whether words are typed into an input, and no number, address or code. */
function isForWords(attributes: string): boolean {
  const type = /\stype=["']([\w-]+)["']/.exec(attributes)?.[1] ?? 'text'
  return ['text', 'search'].includes(type) && !/inputmode="(?:decimal|numeric)"/.test(attributes)
}

/** Writes a text into every field of an organization that holds any. */
async function defile(organizationId: string, text: string): Promise<void> {
  await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
    const { rows } = await unit.query<{ table_name: string; column_name: string }>(
      `SELECT c.table_name, c.column_name FROM information_schema.columns c
       JOIN information_schema.columns o ON o.table_schema = 'public'
         AND o.table_name = c.table_name AND o.column_name = 'organization_id'
       WHERE c.table_schema = 'public' AND c.data_type = 'text' AND c.is_generated = 'NEVER'
         AND c.column_name ~ '^(name|title|description|notes|company|company_name|industry|job_title|department|city|first_name|last_name|reason|contact_person|lost_reason|file_name|subject|body)$'
         AND has_column_privilege('crm_app', format('%I', c.table_name), c.column_name, 'UPDATE')`
    )
    for (const { table_name: table, column_name: column } of rows) {
      /* A few columns take no such text; what they refuse cannot be hostile. */
      await unit
        .savepoint(() =>
          unit.query(
            `UPDATE ${table} SET ${column} = left($1, 90) || ' ' || left(md5(id::text), 4)`,
            [text]
          )
        )
        .catch((error: unknown) => {
          if (!(error instanceof pg.DatabaseError)) throw error
        })
    }
  })
}

/** How many statements the database is asked for meanwhile, beginnings and ends of transactions aside. */
async function statementsOf<T>(work: () => Promise<T>): Promise<{ count: number; answer: T }> {
  const asked = pg.Client.prototype.query
  let count = 0
  pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'string' ? first : Object(first).text
    if (!/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(String(text))) count += 1
    return Reflect.apply(asked, this, args)
  } as typeof asked
  try {
    const answer = await work()
    return { count, answer }
  } finally {
    pg.Client.prototype.query = asked
  }
}
