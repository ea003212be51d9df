import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { keepCustomFieldValues } from '#core/custom_fields/triggers'
import { jobs } from '#core/jobs/registry'
import type { Plugin } from '#core/plugins/api'
import { entriesFor, pathOf } from '#core/plugins/fields/entries'
import { missingObjects, settleFieldObjects } from '#core/plugins/fields/objects'
import { namesOwnedBy } from '#core/plugins/naming'
import { installedPlugins } from '#core/plugins/installed'
import { ownedObjectsOf } from '#core/plugins/owned_objects'
import { applyMigration, migrationsOf } from '#core/plugins/plugin_migrations'
import { currentPlugins } from '#core/plugins/plugin_set'
import { kindsOf } from '#core/plugins/settings/setting'
import { removePlugin } from '#core/plugins/uninstall_data'
import { catalogue as permissions } from '#core/access/permission_catalog'
import { resources } from '#core/resources/registry'
import { rlsViolations } from '#core/database/catalogue_check'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { NOT_AUDITED } from '#tests/support/not_audited'
import { catalogueOf, missingIn } from '#tests/support/catalogue'
import { makeCustomer } from '#tests/support/customers'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { eavesdrop } from '#tests/support/plugin_ears'
import { turnOff, turnOn } from '#tests/support/plugins'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'

/**
 * What every plugin promises, whatever it does. A plugin of one's own is held
 * to it by being in config/plugins.ts.
 */
export function pluginContract(plugin: Plugin): void {
  const { id } = plugin
  const isIts = namesOwnedBy(plugin, installedPlugins())
  const routes = () =>
    unversionedRoutes().filter(({ pattern, pluginId }) => isIts(roomOf(pattern)) || pluginId === id)

  test.group(`Plugin contract | ${id}`, (group) => {
    group.each.setup(() => forgetJobs())

    test('everything that it brings begins with its id', async ({ assert }) => {
      const brought = [
        ...(plugin.resources ?? []).flatMap(({ name, noun, table }) => [name, noun, table]),
        ...Object.keys(plugin.permissions ?? {}),
        ...(plugin.enqueues ?? []).map(({ name }) => name.split(':')[0] ?? ''),
        ...Object.keys(plugin.provides ?? {}).map((name) => name.split('.')[0] ?? ''),
        ...Object.values(plugin.admin?.cards ?? {}).map(({ view }) => view.split('::')[0] ?? ''),
      ]
      assert.deepEqual(
        brought.filter((name) => !isIts(name)),
        []
      )
      for (const name of Object.keys(plugin.jobs ?? {})) {
        assert.isDefined(jobs.find(`${id}:${name}`))
      }
    })

    test('each of its routes asks for a permission of its own', ({ assert }) => {
      for (const { method, pattern, accessRule } of routes()) {
        const asked = Object(accessRule).permission ?? ''
        assert.isTrue(permissions.has(asked), `${method} ${pattern} asks for "${asked}"`)
        assert.isTrue(isIts(asked.split(':')[0]), `${method} ${pattern} asks for "${asked}"`)
      }
    })

    test('each of its tables is fenced, audited and its own', async ({ assert }) => {
      await undone(async (trx) => {
        const { tables } = await ownedObjectsOf(id, idsOf(), trx)
        const problems = await rlsViolations((text) => trx.rawQuery(text))
        assert.deepEqual(problems, [])
        for (const { table } of tables) {
          assert.isTrue(await has(trx, COLUMN, table), `${table} has an organization`)
          const isAudited = await has(trx, AUDIT, table)
          assert.isTrue(isAudited || NOT_AUDITED[table] !== undefined, `${table} is audited`)
        }
      })
    })

    test('where it is off, its routes are not there', async ({ client }) => {
      const acme = await makeCompany()
      await turnOff(acme, id)
      for (const route of routes()) {
        const response = await ask(client, acme, route)
        response.assertStatus(404)
        response.assertBodyContains({ code: 'plugin_disabled' })
      }
    })

    test('where it is on, they are', async ({ client, assert }) => {
      const acme = await makeCompany()
      await turnOnWithRequirements(acme, plugin)
      for (const route of routes()) {
        const response = await ask(client, acme, route)
        assert.notEqual(response.body().code, 'plugin_disabled', route.pattern)
      }
    })

    test('where it is off, nothing of it is heard; where it is on, all of it is', async ({
      assert,
    }) => {
      const acme = await makeCompany()
      const globex = await makeCompany('Globex')
      await turnOff(globex, id)
      await turnOnWithRequirements(acme, plugin)
      const { names, heard, happen, restore } = await eavesdrop(plugin)
      try {
        for (const name of names) await happen(globex, name)
        assert.deepEqual(heard, [])
        for (const name of names) await happen(acme, name)
        assert.sameMembers([...new Set(heard)], [...names])
      } finally {
        restore()
      }
      await UnitOfWork.run(forOrganization(globex.id), async () => {
        const here = await currentPlugins()
        for (const resource of resources.values()) {
          const extended = here.extend(resource)
          assert.isFalse(
            Object.keys(extended.fields).some((name) => name.startsWith(`extensions.${id}.`))
          )
        }
      })
    })

    test('each of its fields is shown, filtered, sorted by and searched, with its indexes', async ({
      client,
      assert,
    }) => {
      const acme = await makeCompany()
      await turnOnWithRequirements(acme, plugin)
      assert.deepEqual(await missingObjects([plugin], db.connection()), [])
      for (const name of Object.keys(plugin.fields ?? {})) {
        const resource = resources.get(name)
        if (!resource) continue
        const extended = await UnitOfWork.run(forOrganization(acme.id), async () =>
          (await currentPlugins()).extend(resource)
        )
        const queries = entriesFor(resource, [plugin]).flatMap((entry) => {
          const path = pathOf(entry)
          const field = extended.fields[path]
          return [
            ...(field?.sortable ? [`ordering=${path}`] : []),
            ...(field?.operators.includes('is_null') ? [`${path}[is_null]=true`] : []),
          ]
        })
        for (const query of ['fields=id,extensions', 'search=nothing', ...queries]) {
          const path = `/api/${name}/?${query}`
          const response = await client.get(path).bearerToken(acme.owner.token)
          assert.equal(response.status(), 200, `${path}: ${response.text()}`)
        }
      }
    })

    test('what is secret of its settings is in no answer, no event and no column', async ({
      client,
      assert,
    }) => {
      const secrets = [...kindsOf(plugin).secret]
      if (secrets.length === 0) return
      const acme = await makeCompany()
      const canary = `canary-${randomUUID()}`
      await turnOnWithRequirements(acme, plugin)
      await turnOn(acme, id, Object.fromEntries(secrets.map((name) => [name, canary])))

      const read = (path: string) => client.get(path).bearerToken(acme.owner.token)
      const shown = await read(`/api/plugins/${id}/`)
      for (const name of secrets) assert.deepEqual(shown.body().settings[name], { is_set: true })
      const rows = await UnitOfWork.run(forOrganization(acme.id), async (unit) => [
        await unit.query('SELECT o::text FROM organization_plugins o'),
        await unit.query('SELECT e::text FROM audit_events e'),
      ])
      const events = await read('/api/audit-logs/')
      const all = [
        shown.text(),
        events.text(),
        ...rows.map(({ rows: found }) => JSON.stringify(found)),
      ]
      for (const text of all) assert.notInclude(text, canary)
    })

    test('uninstalled it leaves nothing, and installed again it is what it was', async ({
      assert,
    }) => {
      const acme = await makeCompany()
      await turnOnWithRequirements(acme, plugin)
      await leaveTraces(acme, plugin)

      await undone(async (trx) => {
        const before = await catalogueOf(trx)
        await removePlugin(id, await ownedObjectsOf(id, idsOf(), trx), trx)

        const after = await catalogueOf(trx)
        const left = [...after.keys()].filter((name) => isIts(objectOf(name)))
        assert.deepEqual(left, [], 'what is left in the schema')
        assert.deepEqual(
          missingIn(after, before).filter((name) => !isOnItsTable(name, isIts)),
          [],
          'what went without being its own'
        )
        assert.deepEqual(await ownedObjectsOf(id, idsOf(), trx), {
          migrations: [],
          tables: [],
          values: [],
          choices: 0,
          grants: [],
          jobs: 0,
          messages: 0,
          breakers: 0,
          processes: 0,
        })
        assert.deepEqual(await counters(trx, isIts), [])

        for (const migration of await migrationsOf(id)) await applyMigration(migration, trx)
        await settleFieldObjects([plugin], trx)
        await keepCustomFieldValues(trx)
        assert.deepEqual(sorted(await catalogueOf(trx)), sorted(before))
      })
    })
  })
}

const COLUMN = `
  SELECT 1 FROM pg_attribute
  WHERE attrelid = ?::regclass AND attname = 'organization_id' AND attnotnull`
const AUDIT = `
  SELECT 1 FROM pg_trigger g JOIN pg_proc f ON f.oid = g.tgfoid
  WHERE g.tgrelid = ?::regclass AND f.proname = 'audit_record'`

const idsOf = () => installedPlugins().map(({ id }) => id)
const sorted = (entries: ReadonlyMap<string, string>) => [...entries].sort()

/** The word in a path that says whose it is: `/api/loyalty-entries/:id`. */
const roomOf = (pattern: string) => pattern.split('/')[2] ?? ''

/** `search_loyalty_entries` is of the table, which is the plugin's. */
function objectOf(name: string): string {
  const [, object = ''] = name.split(' ')
  return object.replace(/^search_/, '').replace(/[.(].*$/, '')
}

/** An index, a trigger or a constraint that a plugin puts on a table of others bears its name, too. */
function isOnItsTable(name: string, isIts: (name: string) => boolean): boolean {
  return isIts(objectOf(name)) || isIts(name.split('.')[1] ?? '')
}

/** Does something to the database that is undone, whatever comes of it. */
async function undone(work: (trx: TransactionClientContract) => Promise<void>): Promise<void> {
  const trx = await db.transaction()
  try {
    await work(trx)
  } finally {
    await trx.rollback()
  }
}

async function has(trx: TransactionClientContract, sql: string, table: string): Promise<boolean> {
  const { rows } = await trx.rawQuery<{ rows: unknown[] }>(sql, [table])
  return rows.length > 0
}

async function counters(trx: TransactionClientContract, isIts: (name: string) => boolean) {
  await trx.rawQuery('SET LOCAL ROLE crm_system')
  const { rows } = await trx.rawQuery<{ rows: { resource: string }[] }>(
    'SELECT resource FROM code_counters UNION SELECT resource FROM record_counters'
  )
  await trx.rawQuery('RESET ROLE')
  return rows.map(({ resource }) => resource).filter(isIts)
}

async function turnOnWithRequirements(company: Company, plugin: Plugin): Promise<void> {
  for (const { id, core } of installedPlugins()) {
    if (!core && id in (plugin.requires ?? {})) await turnOn(company, id)
  }
  await turnOn(company, plugin.id)
}

function ask(client: ApiClient, company: Company, { method, pattern }: WalkedRoute) {
  const path = pattern.replaceAll(/:\w+/g, () => randomUUID())
  const request = client.request(path, method).bearerToken(company.owner.token)
  return method === 'GET' ? request : request.json({})
}

/** What is to be gone afterwards: a value of its fields, a grant, and whatever its hooks write. */
async function leaveTraces(company: Company, plugin: Plugin): Promise<void> {
  const customer = await makeCustomer(company)
  const own = [...permissions.keys()].filter((name) =>
    (plugin.resources ?? []).some(({ noun }) => name.startsWith(`${noun}:`))
  )
  await UnitOfWork.run(forOrganization(company.id), async (unit) => {
    await unit.query(
      `UPDATE customers SET extensions = extensions || jsonb_build_object($2::text, '{"a":1}'::jsonb)
       WHERE id = $1`,
      [customer, plugin.id]
    )
    for (const permission of own) {
      await unit.query(
        `INSERT INTO role_permissions (organization_id, role_id, permission, reach)
         SELECT organization_id, id, $1, 'all' FROM roles LIMIT 1`,
        [permission]
      )
    }
  })
}
