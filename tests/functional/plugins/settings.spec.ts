import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { checkPluginSettings } from '#core/health/checks/plugins'
import { definePlugin } from '#core/plugins/api'
import { currentPlugins } from '#core/plugins/plugin_set'
import { setting } from '#core/plugins/settings/setting'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import { eventsOf } from '#tests/support/audit'
import { api } from '#tests/support/api'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { bring } from '#tests/support/plugins'
import { listenToLog } from '#tests/support/secrets'
import { enter } from '#tests/support/visitor'

/** Copies of what it is given, as a careless plugin would log or send them. */
let seen: { token: string | null; copy: object; json: string }[] = []

const pager = definePlugin({
  id: 'pager',
  version: '1.0.0',
  settings: {
    schema: vine.object({
      token: setting.secret({ title: 'Token of the pager', maxLength: 100 }),
      url: vine.string().url(),
      volume: vine.number({ strict: true }).withoutDecimals().range([0, 10]),
      language: setting.public(vine.enum(['en', 'de'])),
    }),
    defaults: { token: null, url: 'https://pager.example', volume: 3, language: 'en' },
  },
  hooks: {
    'vendors:create': {
      before({ settings }) {
        const { token } = settings
        seen.push({ token, copy: { ...settings }, json: JSON.stringify(settings) })
      },
    },
  },
})

/** Hears of everything that happens, as webhooks will. */
const told: string[] = []
const gossip = definePlugin({
  id: 'gossip',
  version: '1.0.0',
  hooks: {
    '*': { after: ({ action, changes }) => void told.push(action, JSON.stringify(changes)) },
  },
})

const TOKEN = 'correct-horse-battery-staple'

test.group('Plugins | settings', (group) => {
  bring(group, [pager, gossip])
  group.each.setup(() => {
    seen = []
    told.length = 0
  })

  test('that are secret are in no answer, log, event or column, and the plugin reads them', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const { get, patch, post } = api(client, acme.owner)
    await patch('/api/plugins/gossip/', { enabled: true })
    const logged = await listenToLog(cleanup)

    const set = await patch('/api/plugins/pager/', { enabled: true, settings: { token: TOKEN } })
    set.assertStatus(200)
    assert.deepEqual(set.body().settings, {
      token: { is_set: true },
      url: 'https://pager.example',
      volume: 3,
      language: 'en',
    })
    assert.isTrue(set.body().settings_schema.properties.token.writeOnly)
    await post('/api/vendors/', { name: 'Tools' })

    const answers = [set, await get('/api/plugins/'), await get('/api/plugins/pager/')]
    const events = await get('/api/audit-logs/?resource=plugins')
    const rows = await inDatabase(acme, 'SELECT o::text AS text FROM organization_plugins o')
    const all = [
      ...[...answers, events].map((response) => response.text()),
      JSON.stringify([rows, await eventsOf(acme, 'plugins'), told]),
      await logged(),
    ]
    for (const text of all) assert.notInclude(text, TOKEN)
    assert.include(told, 'plugins:configure')
    assert.notInclude(told.join(), 'secrets')
    assert.deepEqual(seen, [
      {
        token: TOKEN,
        copy: { url: 'https://pager.example', volume: 3, language: 'en' },
        json: '{"url":"https://pager.example","volume":3,"language":"en"}',
      },
    ])
  })

  test('that are secret are cleared by null, keep their text otherwise, and are never empty', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    const set = (settings: object) => patch('/api/plugins/pager/', { settings })
    const isSet = async () => (await get('/api/plugins/pager/')).body().settings.token.is_set

    assert.isFalse(await isSet())
    await set({ token: TOKEN })
    await set({ volume: 4 })
    assert.equal(await tokenIn(acme), TOKEN)
    const events = (await eventsOf(acme, 'plugins')).length
    await set({ token: TOKEN })
    assert.lengthOf(await eventsOf(acme, 'plugins'), events, 'the same one changes nothing')
    for (const token of ['', 'x'.repeat(101), 7, { is_set: true }]) {
      const refused = await set({ token })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'settings.token' }] })
    }
    assert.equal(await tokenIn(acme), TOKEN)
    await set({ token: null })
    assert.isFalse(await isSet())
    assert.isNull(await tokenIn(acme))
  })

  test('are read by who may manage plugins, and by others only where they are public', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await api(client, acme.owner).patch('/api/plugins/pager/', {
      settings: { token: TOKEN, language: 'de' },
    })
    const readers = [
      await hire(acme, { roles: ['viewer'] }),
      await hireWith(acme, ['customers:read']),
    ]

    for (const reader of readers) {
      const { get } = api(client, reader)
      const { results } = (await get('/api/plugins/')).body()
      const one = (await get('/api/plugins/pager/')).body()
      assert.deepEqual(one.settings, { language: 'de' })
      assert.deepEqual(Object.keys(one.settings_schema.properties), ['language'])
      const listed = results.find(({ id }: { id: string }) => id === 'pager')
      assert.deepEqual(listed.settings, { language: 'de' })
      const loyalty = results.find(({ id }: { id: string }) => id === 'loyalty')
      assert.deepEqual([loyalty.settings, loyalty.settings_schema], [{}, null])
    }
    const manager = api(client, await hireWith(acme, ['plugins:manage']))
    const { settings } = (await manager.get('/api/plugins/pager/')).body()
    assert.deepEqual(Object.keys(settings), ['url', 'volume', 'language', 'token'])
  })

  test('are named in the audit log when they change, by what they were and are', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    const set = (settings: object) => patch('/api/plugins/pager/', { settings })
    await set({ token: TOKEN, volume: 4 })
    await set({ token: `${TOKEN}!` })
    await set({ volume: 5, token: null })

    const events = await eventsOf(acme, 'plugins')
    const isSet = { is_set: true }
    assert.containsSubset(events, [
      { action: 'plugins:configure', after: { settings: { token: isSet, volume: 4 } } },
      { before: { settings: { token: isSet } }, after: { settings: { token: isSet } } },
      { before: { settings: { token: isSet, volume: 4 } }, after: { settings: { volume: 5 } } },
    ])
    const { results } = (await get('/api/audit-logs/?resource=plugins&ordering=created_at')).body()
    assert.deepEqual(
      results.map(({ details }: { details: object }) => details),
      [
        { settings: ['token', 'volume'] },
        { settings: ['token'] },
        { settings: ['token', 'volume'] },
      ]
    )
  })

  test('that are secret are of no use in another organization, or with another key', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    for (const { owner } of [acme, globex]) {
      await api(client, owner).patch('/api/plugins/pager/', { settings: { token: TOKEN } })
    }
    const [row] = await inDatabase<{ secrets: object }>(
      acme,
      `SELECT secrets FROM organization_plugins WHERE plugin = 'pager'`
    )
    await inDatabase(
      globex,
      `UPDATE organization_plugins SET secrets = $1 WHERE plugin = 'pager'`,
      [row?.secrets]
    )

    assert.equal(await tokenIn(acme), TOKEN)
    assert.isNull(await tokenIn(globex))
    const shown = await api(client, globex.owner).get('/api/plugins/pager/')
    assert.isFalse(shown.body().settings.token.is_set)
    assert.deepInclude(
      (await checkPluginSettings()).issues.map(({ sentence }) => sentence),
      '"pager" has secrets in 1 organizations that this APP_KEY does not decrypt: token. Set them anew there.'
    )
  })

  test('that were plain before an upgrade calls them secret are not shown, and are kept secret at the next change', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    await patch('/api/plugins/pager/', { settings: { volume: 4 } })
    await inDatabase(
      acme,
      `UPDATE organization_plugins SET settings = settings || jsonb_build_object('token', $1::text)`,
      [TOKEN]
    )

    const shown = await get('/api/plugins/pager/')
    assert.deepEqual(shown.body().settings.token, { is_set: true })
    assert.notInclude(shown.text(), TOKEN)
    await patch('/api/plugins/pager/', { settings: { volume: 5 } })

    assert.equal(await tokenIn(acme), TOKEN)
    const rows = await inDatabase(acme, 'SELECT o::text AS text FROM organization_plugins o')
    assert.notInclude(JSON.stringify(rows), TOKEN)
    const last = (await eventsOf(acme, 'plugins')).at(-1)
    assert.notInclude(JSON.stringify(last), TOKEN)
  })
})

test.group('Admin | settings of plugins', (group) => {
  bring(group, [pager])

  test('have inputs that fit, and one for a secret that never shows it', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const page = `/admin/organizations/${acme.slug}/plugins/pager`
    const send = async (fields: Record<string, string>) => {
      const form = FilledForm.on((await visitor.get(page)).html, page)
      return visitor.follow(await visitor.post(page, form.with(fields).body, page))
    }

    const { html } = await visitor.get(page)
    assert.match(html, /<label for="input-token">Token of the pager<\/label>/)
    assert.match(html, /name="_secrets.token"\s+type="password"/)
    assert.match(html, /name="url"[^>]*type="url"/)
    assert.match(html, /name="volume"[^>]*inputmode="numeric"/)
    assert.include(html, 'From 0 to 10.')
    assert.include(html, 'Not set.')

    const saved = await send({ '_secrets.token': TOKEN, 'volume': '4' })
    assert.include(saved.html, 'Saved.')
    assert.include(saved.html, 'Set. Leave it empty to keep it.')
    assert.notInclude(saved.html, TOKEN)
    await send({ volume: '5' })
    assert.equal(await tokenIn(acme), TOKEN)

    const form = FilledForm.on((await visitor.get(page)).html, page)
    const answer = await visitor.post(
      page,
      form.with({ '_secrets.token': 'another-secret', 'volume': '11' }).body,
      page
    )
    const sessions = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ data: string }>('SELECT data::text AS data FROM admin_sessions')
    )
    assert.include(JSON.stringify(sessions.rows), 'volume')
    assert.notInclude(JSON.stringify(sessions.rows), 'another-secret')
    const refused = await visitor.follow(answer)
    assert.include(refused.html, 'id="wrong-volume"')
    assert.notInclude(refused.html, 'another-secret')
    const tooLong = await send({ '_secrets.token': 'y'.repeat(101) })
    assert.include(tooLong.html, 'id="wrong-token"')
    assert.equal(await tokenIn(acme), TOKEN)

    await send({ '_secrets_cleared[]': 'token' })
    assert.isNull(await tokenIn(acme))
  })
})

/** As code of the plugin is given it. */
function tokenIn(company: Company): Promise<unknown> {
  return UnitOfWork.run(forOrganization(company.id), async () => {
    const here = await currentPlugins()
    return Object(here.settingsOf('pager')).token
  })
}
