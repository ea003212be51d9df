import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { installedPlugins, setInstalled } from '#core/plugins/installed'
import { enqueueUpgrades } from '#core/plugins/lifecycle/upgrades'
import { runOnUninstall } from '#core/plugins/lifecycle/uninstall_callbacks'
import { pluginStatuses } from '#core/plugins/status'
import { Uninstallation } from '#core/plugins/uninstallation'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import db from '@adonisjs/lucid/services/db'
import { alone } from '#tests/support/alone'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { conflict } from '#core/http/exceptions/problem'
import { api } from '#tests/support/api'
import { inDatabase } from '#tests/support/deals'
import { runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { listenToLog } from '#tests/support/secrets'

/** What happened to `tidy`, in order. */
let happened: string[] = []
let failing: string | null = null
/** The same, with a refusal. */
let refusing: string | null = null
/** The organization whose upgrades are noted: those of other tests are upgraded, too. */
let watched = ''

const note = (what: string) => {
  happened.push(what)
  if (failing === what) throw new Error('secret of the plugin')
  if (refusing === what) throw conflict('busy', 'Not in the middle of it.')
}

const tidy = definePlugin({
  id: 'tidy',
  version: '1.2.0',
  settings: { schema: vine.object({ name: vine.string() }), defaults: { name: 'Tidy' } },
  seed: () => note('seed'),
  onEnable: ({ settings }) => note(`enable ${settings.name}`),
  async onDisable({ query, organizationId }) {
    await query(`UPDATE organizations SET description = 'Left' WHERE id = $1`, [organizationId])
    note('disable')
  },
  onUpgrade({ organizationId }, { from, to }) {
    if (organizationId === watched) note(`upgrade ${from} to ${to}`)
  },
  async onUninstall({ query, organizationId }) {
    await query(`UPDATE organizations SET description = 'Gone' WHERE id = $1`, [organizationId])
    note(`uninstall ${organizationId}`)
  },
})

const spare = definePlugin({ id: 'spare', version: '1.0.0' })

/** Shows points of duplicates, say: of use where both are on. */
const bridge = definePlugin({
  id: 'bridge',
  version: '1.0.0',
  requires: { tidy: '^1.0.0', spare: '^1.0.0' },
  enabled: { with: ['tidy', 'spare'] },
  fields: { customers: { mark: extension.text({ title: 'Mark' }) } },
  seed: () => note('bridge seed'),
  onEnable: () => note('bridge enable'),
  onDisable: () => note('bridge disable'),
})

/** Needs what is on with others. */
const atop = definePlugin({ id: 'atop', version: '1.0.0', requires: { bridge: '^1.0.0' } })

/** What begins where it is on already when it is installed: by default, or with others. */
const late = (id: string, more: Partial<Plugin>) =>
  definePlugin({
    id,
    version: '1.0.0',
    seed: ({ organizationId }) => void (organizationId === watched && note(`${id} seed`)),
    onEnable: ({ organizationId }) => void (organizationId === watched && note(`${id} enable`)),
    ...more,
  })

/** Brings another version of `tidy`, as if the process had started with it. */
function startWith(version: string, more: Partial<Plugin> = {}) {
  setInstalled(
    installedPlugins().map((plugin) =>
      plugin.id === 'tidy' ? { ...plugin, version, ...more } : plugin
    )
  )
}

/** Lets `tidy` clean up, as it does when it is uninstalled. */
const cleanUp = () => UnitOfWork.run(asSystem, (unit) => runOnUninstall(tidy, unit))

test.group('Plugins | life in an organization', (group) => {
  alone(group)
  bring(group, [tidy, spare, bridge, atop])
  group.each.setup(() => {
    happened = []
    failing = null
    refusing = null
    return () => startWith('1.2.0')
  })

  const change = (company: Company, body: object) => ({ company, body })
  const send = (
    client: Parameters<typeof api>[0],
    { company, body }: ReturnType<typeof change>,
    id = 'tidy'
  ) => api(client, company.owner).patch(`/api/plugins/${id}/`, { ...body })
  const isOn = async (company: Company, client: Parameters<typeof api>[0], id: string) =>
    (await api(client, company.owner).get(`/api/plugins/${id}/`)).body().enabled

  test('is turned on, off and on again: it sows once, and hears of each', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()

    await send(client, change(acme, { enabled: true, settings: { name: 'T' } }))
    await send(client, change(acme, { enabled: true }))
    await send(client, change(acme, { enabled: false }))
    await send(client, change(acme, { enabled: true }))

    assert.deepEqual(happened, ['seed', 'enable T', 'disable', 'enable T'])
  })

  test('stays off when it fails to begin, and goes off though it fails to end', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    failing = 'enable Tidy'
    const failed = await send(client, change(acme, { enabled: true }))
    failed.assertStatus(500)
    failed.assertBodyContains({ code: 'plugin_failed', plugin: 'tidy' })
    assert.isFalse(await isOn(acme, client, 'tidy'))

    failing = null
    await send(client, change(acme, { enabled: true }))
    failing = 'disable'
    const off = await send(client, change(acme, { enabled: false }))
    off.assertStatus(200)
    off.assertBodyContains({ enabled: false })
    const [row] = await inDatabase(acme, 'SELECT description FROM organizations')
    assert.isNull(row?.description, 'what it wrote is undone')
  })

  test('is said in the log to fail to end, also where it refuses to', async ({
    client,
    assert,
    cleanup,
  }) => {
    const logged = await listenToLog(cleanup)
    const acme = await makeCompany()
    await send(client, change(acme, { enabled: true }))
    refusing = 'disable'

    const off = await send(client, change(acme, { enabled: false }))

    off.assertStatus(200)
    const line = (await logged()).split('\n').find((entry) => entry.includes('onDisable failed'))
    for (const word of ['tidy', acme.id, 'Not in the middle of it.']) assert.include(line, word)
  })

  test('upgrades each organization once, where it is on, and tries again what failed', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    await turnOn(acme, 'tidy')
    happened = []
    watched = acme.id

    startWith('2.0.0')
    failing = 'upgrade 1.2.0 to 2.0.0'
    await enqueueUpgrades()
    await runJobs().catch(() => null)
    assert.equal(await versionIn(acme), '1.2.0')
    failing = null
    happened = []
    await enqueueUpgrades()
    await enqueueUpgrades()
    await runJobs()
    await enqueueUpgrades()
    await runJobs()

    assert.deepEqual(happened, ['upgrade 1.2.0 to 2.0.0'])
    assert.equal(await versionIn(acme), '2.0.0')
    assert.isUndefined(await versionIn(globex))
    const events = await eventsOf(acme, 'plugins')
    assert.equal(actionsOf(events).at(-1), 'plugins:upgrade')
    assert.containsSubset(events.at(-1), {
      before: { plugin_version: '1.2.0' },
      after: { plugin_version: '2.0.0' },
    })
    startWith('1.9.0')
    await enqueueUpgrades()
    await runJobs()
    assert.lengthOf(happened, 1, 'an older version upgrades nothing')
  })

  test('upgrades where it is off when it is turned on again, before that', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await send(client, change(acme, { enabled: true }))
    await send(client, change(acme, { enabled: false }))
    happened = []
    watched = acme.id

    startWith('1.3.0')
    await enqueueUpgrades()
    await runJobs()
    assert.deepEqual(happened, [])
    await send(client, change(acme, { enabled: true }))

    assert.deepEqual(happened, ['upgrade 1.2.0 to 1.3.0', 'enable Tidy'])
  })

  test('cleans up in each organization that had it on before it is uninstalled, and may refuse', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    await makeCompany('Initech')
    await send(client, change(acme, { enabled: true }))
    await send(client, change(globex, { enabled: true }))
    await send(client, change(globex, { enabled: false }))
    happened = []

    await cleanUp()
    assert.includeMembers(happened, [`uninstall ${acme.id}`, `uninstall ${globex.id}`])

    failing = `uninstall ${acme.id}`
    await assert.rejects(
      () => cleanUp(),
      /"tidy" fails in its onUninstall.*"Acme.*No data was deleted/
    )
  })

  test('that refuses to be uninstalled in one organization has touched no other', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    for (const company of [acme, globex]) await send(client, change(company, { enabled: true }))
    /* Organizations are asked in the order of their ids, which is that in which they were made. */
    refusing = `uninstall ${globex.id}`
    happened = []

    await assert.rejects(() => cleanUp(), /"tidy" fails in its onUninstall/)

    assert.include(happened, `uninstall ${acme.id}`)
    const [row] = await inDatabase(acme, 'SELECT description FROM organizations')
    assert.isNull(row?.description)
  })

  test('that cannot be taken out has cleaned up nowhere, and keeps all that it has', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    await send(client, change(acme, { enabled: true }))
    await inDatabase(acme, `UPDATE organizations SET description = 'There'`)
    const before = installedPlugins()
    setInstalled(before.filter(({ id }) => id !== 'bridge' && id !== 'atop'))
    cleanup(() => setInstalled(before))
    cleanup(() => db.rawQuery('DROP FUNCTION IF EXISTS stay_of_tidy CASCADE'))
    await db.rawQuery(
      `CREATE FUNCTION stay_of_tidy() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN IF OLD.plugin = 'tidy' THEN RAISE 'it stays'; END IF; RETURN OLD; END $$`
    )
    await db.rawQuery(
      `CREATE TRIGGER stay BEFORE DELETE ON organization_plugins
       FOR EACH ROW EXECUTE FUNCTION stay_of_tidy()`
    )
    const uninstallation = await Uninstallation.of('tidy', { keepData: false })
    const description = async () =>
      (await inDatabase(acme, 'SELECT description FROM organizations'))[0]?.description

    await assert.rejects(() => uninstallation.perform(), /it stays/)

    assert.include(happened, `uninstall ${acme.id}`)
    assert.equal(await description(), 'There')
    assert.isTrue(await isOn(acme, client, 'tidy'))

    await db.rawQuery('DROP FUNCTION stay_of_tidy CASCADE')
    await uninstallation.perform()
    assert.equal(await description(), 'Gone')
    assert.isFalse(await isOn(acme, client, 'tidy'))
  })

  test('that is on with others follows them on and off, and can be turned off by itself', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const on = (id: string, enabled = true) => send(client, change(acme, { enabled }), id)

    const early = await on('bridge')
    early.assertStatus(409)
    await on('tidy')
    assert.isFalse(await isOn(acme, client, 'bridge'))
    happened = []
    await on('spare')
    assert.isTrue(await isOn(acme, client, 'bridge'))
    assert.deepEqual(happened, ['bridge seed', 'bridge enable'])
    assert.include(actionsOf(await eventsOf(acme, 'plugins')), 'plugins:enable')

    happened = []
    const off = await on('tidy', false)
    off.assertStatus(200)
    assert.isFalse(await isOn(acme, client, 'bridge'))
    assert.deepEqual(happened, ['bridge disable', 'disable'])

    happened = []
    await on('tidy')
    assert.isTrue(await isOn(acme, client, 'bridge'))
    assert.deepEqual(happened, ['enable Tidy', 'bridge enable'])

    await on('bridge', false)
    assert.isFalse(await isOn(acme, client, 'bridge'))
    await on('spare', false)
    await on('spare')
    assert.isFalse(await isOn(acme, client, 'bridge'), 'the organization has chosen')
  })

  test('that is on with others does not go off under one that needs it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const turn = (id: string, enabled: boolean) => send(client, change(acme, { enabled }), id)
    for (const id of ['tidy', 'spare', 'atop']) await turn(id, true)

    for (const id of ['tidy', 'spare', 'bridge']) {
      const refused = await turn(id, false)
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'plugin_is_required', plugins: ['atop'] })
      assert.isTrue(await isOn(acme, client, id))
    }
    await turn('atop', false)
    const off = await turn('tidy', false)
    off.assertStatus(200)
    assert.isFalse(await isOn(acme, client, 'bridge'))
  })

  test('is on nowhere without what it needs, whatever the organization chose, wherever that is asked', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    for (const id of ['tidy', 'spare', 'atop']) await turnOn(acme, id)
    const made = await api(client, acme.owner).post('/api/customers/', {
      name: 'Ann',
      extensions: { bridge: { mark: 'red' } },
    })
    made.assertStatus(201)
    const answers = async () => {
      const { plugins } = await db.transaction((trx) => pluginStatuses(trx))
      const events = await api(client, acme.owner).get('/api/audit-logs/?resource=customers')
      return {
        api: [await isOn(acme, client, 'bridge'), await isOn(acme, client, 'atop')],
        counts: ['bridge', 'atop'].map((id) => plugins.find((row) => row.plugin.id === id)?.on),
        isTold: events.text().includes('extensions.bridge.mark'),
      }
    }

    const before = await answers()
    await inDatabase(
      acme,
      `UPDATE organization_plugins SET is_enabled = false WHERE plugin = 'tidy'`
    )
    const after = await answers()

    assert.deepEqual([before.api, before.isTold], [[true, true], true])
    assert.deepEqual([after.api, after.isTold], [[false, false], false])
    assert.deepEqual(
      after.counts,
      before.counts.map((count = 0) => count - 1)
    )
  })

  test('begins where it is on already when it is installed later, once', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tidy')
    await turnOn(acme, 'spare')
    happened = []
    watched = acme.id
    const before = installedPlugins()
    try {
      setInstalled([
        ...before,
        late('early-bird', { enabled: 'on' }),
        late('glue', {
          requires: { tidy: '^1.0.0', spare: '^1.0.0' },
          enabled: { with: ['tidy', 'spare'] },
        }),
      ])
      await enqueueUpgrades()
      await runJobs()
      await enqueueUpgrades()
      await runJobs()
    } finally {
      setInstalled(before)
    }

    assert.deepEqual(happened, ['early-bird seed', 'early-bird enable', 'glue seed', 'glue enable'])
  })

  test('that is on with others is counted where it is on', async ({ assert }) => {
    const count = async () => {
      const { plugins } = await db.transaction((trx) => pluginStatuses(trx))
      return plugins.find(({ plugin }) => plugin.id === 'bridge')?.on ?? -1
    }
    const before = await count()
    const acme = await makeCompany()
    await turnOn(acme, 'tidy')
    assert.equal(await count(), before)
    await turnOn(acme, 'spare')
    assert.equal(await count(), before + 1)
  })
})

async function versionIn(company: Company): Promise<unknown> {
  const [row] = await inDatabase(
    company,
    `SELECT plugin_version FROM organization_plugins WHERE plugin = 'tidy'`
  )
  return row?.plugin_version
}
