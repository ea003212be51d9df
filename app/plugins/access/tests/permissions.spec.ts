import { test } from '@japa/runner'
import { makeRole } from '#tests/support/access'
import { hire, makeCompany } from '#tests/support/personas'
import { catalogue } from '#core/access/permission_catalog'
import { isOnByDefault, pluginOf } from '#core/plugins/installed'
import { turnOn } from '#tests/support/plugins'

interface Shown {
  id: string
  name: string
}

/** What there is in an organization that never turned a plugin on or off. */
const ofPluginsOn = () =>
  [...catalogue.values()].filter(({ resource }) => {
    const plugin = pluginOf(resource)
    return plugin === undefined || isOnByDefault(plugin)
  })

const rocket = { resource: 'rockets', action: 'launch', description: 'Launch rockets' }

test.group('Permissions | index, show, by_resource', () => {
  test('lists the catalogue, under the ids that it has everywhere', async ({ client, assert }) => {
    const acme = await makeCompany()
    const newcomer = await hire(acme)

    const page = async (number: number) => {
      const path = `/api/permissions/?page_size=100&page=${number}`
      const response = await client.get(path).bearerToken(newcomer.token)
      response.assertStatus(200)
      return response.body()
    }
    const first = await page(1)
    const all = [...first.results]
    for (let number = 2; all.length < first.count; number += 1) {
      all.push(...(await page(number)).results)
    }

    assert.equal(first.count, ofPluginsOn().length)
    assert.deepEqual(
      new Map(all.map(({ name, id }: Shown) => [name, id])),
      new Map(ofPluginsOn().map(({ name, id }) => [name, id]))
    )
  })

  test('those of a plugin are there where it is on', async ({ client, assert }) => {
    const acme = await makeCompany()
    const ids = new Map([...catalogue].map(([name, { id }]) => [name, id]))
    const path = `/api/permissions/${ids.get('loyalty-entries:read')}/`
    const read = async () => {
      const get = (url: string) => client.get(url).bearerToken(acme.owner.token)
      const [list, one, groups] = [
        await get('/api/permissions/?resource=loyalty-entries'),
        await get(path),
        await get('/api/permissions/by_resource/'),
      ]
      return [list.body().count > 0, one.status(), 'loyalty-entries' in groups.body()]
    }

    const off = await read()
    await turnOn(acme, 'loyalty')
    const on = await read()

    assert.deepEqual(off, [false, 404, false])
    assert.deepEqual(on, [true, 200, true])
  })

  test("adds what the organization added, and no one else's", async ({ client, assert }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    await client.post('/api/permissions/').bearerToken(acme.owner.token).json(rocket)

    const mine = await client
      .get('/api/permissions/?is_system_permission=false')
      .bearerToken(acme.owner.token)
    mine.assertBodyContains({
      count: 1,
      results: [{ name: 'rockets:launch', ...rocket, is_system_permission: false }],
    })
    const theirs = await client
      .get('/api/permissions/?resource=rockets')
      .bearerToken(globex.owner.token)
    assert.equal(theirs.body().count, 0)
  })

  test('goes through the list in pages and by cursor', async ({ client, assert }) => {
    const acme = await makeCompany()
    const seen: string[] = []
    let next: string | null = '/api/permissions/?cursor=&page_size=7'
    while (next !== null) {
      const response = await client.get(next).bearerToken(acme.owner.token)
      response.assertStatus(200)
      seen.push(...response.body().results.map(({ name }: Shown) => name))
      next = response.body().next?.replace(process.env.APP_URL, '') ?? null
    }

    assert.sameMembers(
      seen,
      ofPluginsOn().map(({ name }) => name)
    )
    assert.equal(new Set(seen).size, seen.length)
  })

  test('shows one, and all of them by resource', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { id = '' } = catalogue.get('customers:read') ?? {}

    const one = await client.get(`/api/permissions/${id}/`).bearerToken(acme.owner.token)
    one.assertStatus(200)
    one.assertBodyContains({ id, name: 'customers:read', is_system_permission: true })
    const groups = await client.get('/api/permissions/by_resource/').bearerToken(acme.owner.token)
    groups.assertStatus(200)
    assert.includeMembers(
      groups.body().customers.map(({ name }: Shown) => name),
      ['customers:create', 'customers:read']
    )
    const entries: unknown[][] = Object.values(groups.body())
    assert.equal(entries.flat().length, ofPluginsOn().length)
  })

  test('refuses anonymous callers, foreigners and unknown parameters', async ({ client }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const added = await client.post('/api/permissions/').bearerToken(acme.owner.token).json(rocket)
    const path = `/api/permissions/${added.body().id}/`

    for (const url of ['/api/permissions/', '/api/permissions/by_resource/', path]) {
      const anonymous = await client.get(url)
      anonymous.assertStatus(401)
      const unknown = await client.get(`${url}?nonsense=1`).bearerToken(acme.owner.token)
      unknown.assertStatus(400)
    }
    const foreign = await client.get(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
  })
})

test.group('Permissions | store', () => {
  test("an organization's own permission can be granted like any other", async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()

    const response = await client
      .post('/api/permissions/')
      .bearerToken(acme.owner.token)
      .json(rocket)
    response.assertStatus(201)
    const role = await makeRole(client, acme.owner, { permissions: ['rockets:launch'] })
    const shown = await client.get(`/api/roles/${role}/`).bearerToken(acme.owner.token)
    assert.equal(shown.body().permissions[0].id, response.body().id)
  })

  test('never takes a name of the catalogue, or one that is taken', async ({ client }) => {
    const acme = await makeCompany()
    const add = (resource: string, action: string) =>
      client.post('/api/permissions/').bearerToken(acme.owner.token).json({ resource, action })

    const ofCatalogue = await add('customers', 'read')
    ofCatalogue.assertStatus(409)
    const first = await add('rockets', 'launch')
    first.assertStatus(201)
    const second = await add('rockets', 'launch')
    second.assertStatus(409)
  })

  test('refuses anonymous callers, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const manager = await hire(acme, { roles: ['manager'] })

    const anonymous = await client.post('/api/permissions/').json(rocket)
    anonymous.assertStatus(401)
    const denied = await client.post('/api/permissions/').bearerToken(manager.token).json(rocket)
    denied.assertStatus(403)
    for (const body of [
      {},
      { ...rocket, resource: 'Rockets' },
      { ...rocket, action: 'a:b' },
      { ...rocket, is_system_permission: true },
    ]) {
      const invalid = await client
        .post('/api/permissions/')
        .bearerToken(acme.owner.token)
        .json(body)
      invalid.assertStatus(422)
    }
  })
})

test.group('Permissions | destroy', () => {
  test('takes it from every role that grants it', async ({ client, assert }) => {
    const acme = await makeCompany()
    const added = await client.post('/api/permissions/').bearerToken(acme.owner.token).json(rocket)
    const role = await makeRole(client, acme.owner, { permissions: ['rockets:launch'] })

    const response = await client
      .delete(`/api/permissions/${added.body().id}/`)
      .bearerToken(acme.owner.token)
    response.assertStatus(204)
    const shown = await client.get(`/api/roles/${role}/`).bearerToken(acme.owner.token)
    assert.equal(shown.body().permission_count, 0)
  })

  test('knows the version that was seen, and refuses any other', async ({ client }) => {
    const { owner } = await makeCompany()
    const added = await client.post('/api/permissions/').bearerToken(owner.token).json(rocket)
    const path = `/api/permissions/${added.body().id}/`
    const seen = await client.get(path).bearerToken(owner.token)
    const remove = (tag: string) =>
      client.delete(path).header('If-Match', tag).bearerToken(owner.token)

    const stale = await remove('"9999"')
    stale.assertStatus(412)
    stale.assertBodyContains({ code: 'version_mismatch', current_version: 1 })
    const done = await remove(String(seen.header('etag')))
    done.assertStatus(204)
  })

  test('refuses the catalogue, anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const added = await client.post('/api/permissions/').bearerToken(acme.owner.token).json(rocket)
    const path = `/api/permissions/${added.body().id}/`

    const fixed = await client
      .delete(`/api/permissions/${catalogue.get('customers:read')?.id}/`)
      .bearerToken(acme.owner.token)
    fixed.assertStatus(409)
    fixed.assertBodyContains({ code: 'catalogue_is_fixed' })
    const anonymous = await client.delete(path)
    anonymous.assertStatus(401)
    const foreign = await client.delete(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const denied = await client.delete(path).bearerToken(manager.token)
    denied.assertStatus(403)
  })
})
