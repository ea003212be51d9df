import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import Doctor from '#commands/doctor'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { checkColumns } from '#core/health/checks/columns'
import { checkDatabase } from '#core/health/checks/database'
import { checkLogs } from '#core/health/checks/logs'
import { runHealthChecks } from '#core/health/checks/main'
import { countedResources, rebuildCounters } from '#core/database/record_counters'
import { defineResource } from '#core/resources/define_resource'
import { text, uuid } from '#core/resources/fields'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs } from '#tests/support/jobs'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

/** Every check, in the order in which both tell of them. */
const TITLES = [
  'Settings',
  'Logs',
  'Files',
  'Database',
  'Migrations',
  'Row-level security',
  'Columns',
  'Collations',
  'Plugins',
  'Jobs',
  'Settings of plugins',
  'Record counters',
]

const shownIn = (html: string) =>
  [...html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title?.trim())

test.group('Admin | health', (group) => {
  group.each.setup(async () => {
    await forgetJobs()
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('is told by the page and the command with the same checks', async ({ assert }) => {
    const { html } = await (await enter()).get('/admin/health')
    await (await ace.create(Doctor, [])).exec()

    const said = ace.ui.logger.getLogs().map(({ message }) => message)
    assert.deepEqual(
      shownIn(html).filter((title) => title !== 'Failed requests'),
      TITLES
    )
    for (const title of TITLES.filter((name) => name !== 'Record counters')) {
      assert.isTrue(
        said.some((message) => message.includes(title)),
        title
      )
    }
  })

  test('says what database, logs, migrations and jobs are like', async ({ assert }) => {
    const { html } = await (await enter()).get('/admin/health')

    assert.match(html, /PostgreSQL \d+[\d.]*[^,]*, running since \d{4}-\d\d-\d\d \d\d:\d\d/)
    assert.match(html, /[\d.]+ [MG]iB of logs · [\d.]+ [MG]iB left on their disk/)
    assert.match(html, /\d+ of \d+ connections/)
    assert.include(html, 'none is pending')
    assert.include(html, 'none waits')
  })

  test('warns of a login role that bypasses row-level security', async ({ assert }) => {
    const transaction = await db.transaction()
    try {
      /* Only a superuser makes such a role, so the catalogue tells of one. */
      await transaction.rawQuery(
        `CREATE TEMP VIEW pg_roles AS
         SELECT oid, rolname, false AS rolsuper, true AS rolbypassrls FROM pg_catalog.pg_roles`
      )
      await transaction.rawQuery('SET LOCAL search_path = pg_temp, pg_catalog, public')
      const { issues } = await checkDatabase(transaction)

      const warned = issues.filter(({ level }) => level === 'warning')
      assert.isTrue(
        warned.some(({ sentence }) =>
          /^The login role \w+ stands above row-level security\./.test(sentence)
        )
      )
    } finally {
      await transaction.rollback()
    }
  })

  test('finds a field without a column, and the column that may be meant', async ({ assert }) => {
    const misspelt = defineResource({
      name: 'warehouses',
      singular: 'warehouse',
      table: 'customers',
      fields: { id: uuid(), ctiy: text(), upper: text({ sql: 'upper(r.city)' }) },
    })

    const { issues } = await checkColumns(db.connection(), [misspelt])

    assert.deepEqual(
      issues.map(({ level, sentence }) => [level, sentence]),
      [
        [
          'problem',
          'resource "warehouses": the field "ctiy" has no column in "customers". Did you mean "city"?',
        ],
      ]
    )
    assert.deepEqual((await checkColumns(db.connection())).issues, [])
  })

  test('finds counts that have drifted when a user asks for everything', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme)
    const visitor = await enter()
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE record_counters SET total = total + 41 WHERE organization_id = $1', [
        acme.id,
      ])
    )

    const brief = await visitor.get('/admin/health')
    const thorough = await visitor.get('/admin/health?thorough=true')
    for (const resource of countedResources()) {
      await UnitOfWork.run(asSystem, (unit) => rebuildCounters(unit, resource))
    }

    assert.notInclude(brief.html, 'counters of customers are wrong')
    assert.include(brief.html, 'runs with the thorough check only')
    assert.include(thorough.html, 'The counters of customers are wrong')
    assert.include(thorough.html, 'Something is wrong')
  })

  test('knows when the disk of the logs is nearly full', async ({ assert }) => {
    const { issues } = await checkLogs(Number.MAX_SAFE_INTEGER)

    assert.equal(issues[0]?.level, 'warning')
    assert.match(issues[0]?.sentence ?? '', /^The disk of .*logs has .* left\./)
  })

  test('leaves out what takes long, unless it is asked for', async ({ assert }) => {
    const brief = await runHealthChecks({ isThorough: false })
    const thorough = await runHealthChecks({ isThorough: true })

    const leftOut = (reports: typeof brief) =>
      reports.filter(({ state }) => state === 'left out').map(({ title }) => title)
    assert.deepEqual(leftOut(brief), ['Settings of plugins', 'Record counters'])
    assert.deepEqual(leftOut(thorough), [])
  })

  test('understands no other question', async ({ assert }) => {
    assert.equal((await (await enter()).get('/admin/health?thorough=perhaps')).status, 422)
  })
})
