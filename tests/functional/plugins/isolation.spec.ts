import { test } from '@japa/runner'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { enabledOf, installedPlugins, setInstalled, setMissing } from '#core/plugins/installed'
import type { Narrowing } from '#core/plugins/isolation/missing'
import { narrowingOf } from '#core/plugins/isolation/missing_by_manifest'
import { api } from '#tests/support/api'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

let heard: string[] = []

/** Who is no owner finds customers in Berlin only, and no one deletes one. */
const territory = definePlugin({
  id: 'territory',
  version: '1.0.0',
  scopes: { customers: () => `r.city = 'Berlin'` },
  policies: { 'vendors:delete': () => 'Vendors stay.' },
  guards: ['leads:create'],
  hooks: { 'leads:create': { before: ({ veto }) => veto('No more leads.') } },
  listeners: { 'vendors:create': (message) => void heard.push(message.id) },
})

/** Leaves the plugin out of what runs, as a process does that could not load it. @returns how it comes back */
function lose(plugin: Plugin, narrows: Narrowing | null = narrowingOf(plugin)) {
  const before = installedPlugins()
  setInstalled(before.filter(({ id }) => id !== plugin.id))
  const enabled = narrows === null ? null : enabledOf(plugin)
  setMissing([{ id: plugin.id, version: plugin.version, enabled, narrows }])
  return () => {
    setMissing([])
    setInstalled(before)
  }
}

/** Answers under customers, and has nothing else. */
const quotes = definePlugin({
  id: 'quotes',
  version: '1.0.0',
  routes: ({ record }) => {
    record('customers', 'GET', '/quote/:number', () => ({}), 'customers:read')
  },
})

const UNAVAILABLE = { code: 'plugin_unavailable', plugin: 'territory' }

test.group('Plugins | that do not run', (group) => {
  bring(group, [territory])
  group.each.setup(async () => {
    heard = []
    await forgetJobs()
  })

  /** An organization where it is on, with two customers and a vendor. */
  async function makeTerritory(client: Parameters<typeof api>[0]) {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Ann', city: 'Paris' })
    const vendor = (await api(client, acme.owner).post('/api/vendors/', { name: 'Tools' })).body()
    await turnOn(acme, 'territory')
    return { acme, customer, vendor: String(vendor.id), ...api(client, acme.owner) }
  }

  test('are refused what they decide about where they are on, and nothing else is', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { customer, vendor, get, post, patch, delete: destroy } = await makeTerritory(client)
    const globex = await makeCompany('Globex')
    await makeCustomer(globex, { name: 'Ben' })
    cleanup(lose(territory))

    for (const response of [
      await get('/api/customers/'),
      await get(`/api/customers/${customer}/`),
      await get('/api/customers/export/'),
      await patch(`/api/customers/${customer}/`, { name: 'Anna' }),
      await post('/api/customers/', { name: 'New' }),
      await destroy(`/api/vendors/${vendor}/`),
      await post('/api/leads/', { name: 'Lea' }),
    ]) {
      response.assertStatus(503)
      response.assertBodyContains(UNAVAILABLE)
    }
    assert.deepEqual(namesIn(await get('/api/vendors/')), ['Tools'])
    const renamed = await patch(`/api/vendors/${vendor}/`, { name: 'Better tools' })
    renamed.assertStatus(200)
    assert.equal((await get('/api/leads/')).body().count, 0)
    const other = await api(client, globex.owner).get('/api/customers/')
    assert.deepEqual(namesIn(other), ['Ben'])
  })

  test('are said to be missing where they answer under records of others, by manifest or by note', async ({
    client,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const customer = await makeCustomer(acme)
    const before = await get(`/api/customers/${customer}/quote/7/`)
    before.assertStatus(404)

    cleanup(lose(quotes))
    for (const path of [
      `/api/customers/${customer}/quote/7/`,
      `/api/v1/customers/${customer}/quote/7/`,
    ]) {
      const missing = await get(path)
      missing.assertStatus(503)
      missing.assertBodyContains({ code: 'plugin_unavailable', plugin: 'quotes' })
    }
    for (const other of [
      await get(`/api/customers/${customer}/quotes/7/`),
      await get(`/api/customers/${customer}/quote/`),
      await get(`/api/vendors/${customer}/quote/7/`),
      await post('/api/nothing/1/quote/7/', {}),
    ]) {
      other.assertStatus(404)
    }
    setMissing([{ id: 'quotes', version: '1.0.0', enabled: 'off', narrows: null }])
    const unknown = await get(`/api/customers/${customer}/whatever/`)
    unknown.assertStatus(503)
  })

  test('of which no one knows what they decide about close everything where they are on', async ({
    client,
    cleanup,
  }) => {
    const { vendor, get, post, patch } = await makeTerritory(client)
    cleanup(lose(territory, null))

    for (const response of [
      await get('/api/customers/'),
      await get(`/api/vendors/${vendor}/`),
      await post('/api/employees/', { first_name: 'Ann', last_name: 'Lee' }),
    ]) {
      response.assertStatus(503)
      response.assertBodyContains(UNAVAILABLE)
    }
    const plugins = await get('/api/plugins/')
    plugins.assertStatus(200)
    const off = await patch('/api/plugins/territory/', { enabled: false })
    off.assertStatus(200)
    const opened = await get('/api/customers/')
    opened.assertStatus(200)
  })

  test('are closed where no organization chose, as they were on there: {on}')
    .with([{ on: 'always' }, { on: 'on' }, { on: 'with its parts' }, { on: 'unknown' }] as const)
    .run(async ({ client, cleanup }, { on }) => {
      const enabled = on === 'with its parts' ? { with: ['customers', 'leads'] } : on
      const { get, patch } = api(client, (await makeCompany()).owner)
      cleanup(
        enabled === 'unknown'
          ? lose(territory, null)
          : lose({ ...territory, enabled }, narrowingOf(territory))
      )

      const closed = await get('/api/customers/')
      closed.assertStatus(503)
      closed.assertBodyContains(UNAVAILABLE)
      const off = await patch('/api/plugins/territory/', { enabled: false })
      off.assertStatus(on === 'always' ? 409 : 200)
      const after = await get('/api/customers/')
      after.assertStatus(on === 'always' ? 503 : 200)
    })

  test('can be turned off by the organization, which opens what they closed, and nothing else', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { get, patch } = await makeTerritory(client)
    cleanup(lose(territory))

    const shown = await get('/api/plugins/territory/')
    shown.assertBodyContains({ id: 'territory', enabled: true, is_available: false })
    const { results } = (await get('/api/plugins/')).body()
    assert.isTrue(results.find(({ id }: { id: string }) => id === 'loyalty').is_available)
    for (const body of [
      { enabled: true },
      { settings: {} },
      { enabled: false, settings: { a: 1 } },
    ]) {
      const refused = await patch('/api/plugins/territory/', body)
      refused.assertStatus(503)
      refused.assertBodyContains(UNAVAILABLE)
    }
    const off = await patch('/api/plugins/territory/', { enabled: false })
    off.assertStatus(200)
    off.assertBodyContains({ enabled: false })
    assert.deepEqual(namesIn(await get('/api/customers/')), ['Ann'])
  })

  test('answer 503 under their paths, and are a warning of the readiness', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const { get } = api(client, acme.owner)
    const before = await get('/api/territory/map/')
    before.assertStatus(404)
    cleanup(lose(territory))

    for (const path of ['/api/territory/map/', '/api/v1/territory-borders/']) {
      const response = await get(path)
      response.assertStatus(503)
      response.assertBodyContains(UNAVAILABLE)
    }
    const unknown = await get('/api/territorial/')
    unknown.assertStatus(404)
    const ready = await client.get('/health/ready')
    ready.assertStatus(200)
    ready.assertBodyContains({ warnings: [{ code: 'plugin_unavailable' }] })
    assert.notInclude(ready.text(), 'territory', 'anyone may ask')
  })

  test('are told later what waited for them', async ({ client, assert }) => {
    const { post } = await makeTerritory(client)
    await post('/api/vendors/', { name: 'More tools' })
    const back = lose(territory)

    const tried = await runJobs()
    assert.deepEqual(tried, [], 'no attempt is used up')
    back()
    await runJobs({ evenLater: true })

    assert.lengthOf(heard, 1)
  })

  test('are shown as not available by the admin pages, and turned off there', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { acme, get } = await makeTerritory(client)
    cleanup(lose(territory))
    const list = pluginsOf(acme)
    const visitor = await enter()

    const { html } = await visitor.get(list)
    assert.match(html, /Territory<\/a>[^]*?Not available/)
    assert.include((await visitor.get(`${list}/territory`)).html, 'Not available')
    await visitor.send(list, `${list}/territory/activation/end`)

    const opened = await get('/api/customers/')
    opened.assertStatus(200)
  })
})

const pluginsOf = ({ slug }: Company) => `/admin/organizations/${slug}/plugins`
