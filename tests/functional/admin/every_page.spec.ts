import { test } from '@japa/runner'
import pg from 'pg'
import { UnitOfWork, forOrganization } from '#tenancy/unit_of_work'
import { makeCustomers } from '#tests/customers'
import { makeDeals } from '#tests/deals'
import { someOfEverything } from '#tests/everything'
import { everyPage, pagesThere } from '#tests/pages'
import { makeCompany } from '#tests/personas'
import { turnOnAll } from '#tests/plugins'
import { enter } from '#tests/visitor'

/** What a page may ask the database for, logging in and the audit log included. */
const MOST_STATEMENTS = 10
const HOSTILE = `<script>alert(1)</script>{{ 7*7 }}"'><img src=x onerror=alert(1)>`

test.group('Admin | every page', () => {
  test('asks the database at most ten times, however much there is', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    await makeCustomers(acme, 30)
    await makeDeals(acme, 10)
    const visitor = await enter()
    const paths = await pagesThere(visitor, everyPage(acme, ids))
    const here = `/admin/organizations/${acme.slug}`
    const asked = [
      ...paths,
      `${here}/customers?search=customer&status[in]=active&ordering=name&page_size=100`,
      `${here}/customers?deleted=true`,
      `${here}/board?closed=true&search=deal`,
      `${here}/candidates/customers?search=a`,
      '/admin/users?search=a&is_active=true&ordering=-last_login_at',
    ]

    const many: string[] = []
    for (const path of asked) {
      const count = await statementsOf(() => visitor.get(path))
      if (count > MOST_STATEMENTS) many.push(`${path}: ${count}`)
    }

    assert.isAbove(paths.length, 60)
    assert.deepEqual(many, [])
  }).timeout(60_000)

  test('asks no more often of somebody who acts as another', async ({ client, assert }) => {
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
      let status = 0
      const count = await statementsOf(async () => {
        status = (await visitor.get(path)).status
      })
      if (status === 200) open.push(path)
      if (count > MOST_STATEMENTS) many.push(`${path}: ${count}`)
    }

    assert.isAbove(open.length, 40)
    assert.deepEqual(many, [])
  }).timeout(60_000)

  test('shows as text whatever people wrote, into whichever field', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    await defile(acme.id)
    const visitor = await enter()

    const wrong: string[] = []
    let shown = 0
    for (const path of await pagesThere(visitor, everyPage(acme, ids))) {
      const { html } = await visitor.get(path)
      if (/<script>alert|<img src=x|=alert\(1\)>|>49</.test(html)) wrong.push(path)
      if (html.includes('&lt;script&gt;alert(1)')) shown += 1
    }

    assert.isAbove(shown, 15)
    assert.deepEqual(wrong, [])
  }).timeout(60_000)
})

/** Writes hostile text into every field of an organization that holds any. */
async function defile(organizationId: string): Promise<void> {
  await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
    const { rows } = await unit.query<{ table_name: string; column_name: string }>(
      `SELECT c.table_name, c.column_name FROM information_schema.columns c
       JOIN information_schema.columns o ON o.table_schema = 'public'
         AND o.table_name = c.table_name AND o.column_name = 'organization_id'
       WHERE c.table_schema = 'public' AND c.data_type = 'text' AND c.is_generated = 'NEVER'
         AND c.column_name ~ '^(name|title|description|notes|company|company_name|industry|job_title|department|city|first_name|last_name|reason|contact_person|lost_reason|file_name)$'
         AND has_column_privilege('crm_app', format('%I', c.table_name), c.column_name, 'UPDATE')`
    )
    for (const { table_name: table, column_name: column } of rows) {
      /* A few columns take no such text; what they refuse cannot be hostile. */
      await unit
        .attempt(() =>
          unit.query(
            `UPDATE ${table} SET ${column} = left($1, 90) || ' ' || left(md5(id::text), 4)`,
            [HOSTILE]
          )
        )
        .catch((error: unknown) => {
          if (!(error instanceof pg.DatabaseError)) throw error
        })
    }
  })
}

/** How many statements the database is asked for, beginnings and ends of transactions aside. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const asked = pg.Client.prototype.query
  let count = 0
  pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'string' ? first : Object(first).text
    if (!/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(String(text))) count += 1
    return Reflect.apply(asked, this, args)
  } as typeof asked
  try {
    await work()
  } finally {
    pg.Client.prototype.query = asked
  }
  return count
}
