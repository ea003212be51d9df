import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import getPort from 'get-port'
import pg from 'pg'
import { ace, clone, run } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'
import { Start } from '#tests/support/started'

type Files = Readonly<Record<string, string>>

/** Manifests that cannot start, and what is said of each. */
const MANIFESTS: Readonly<Record<string, { readonly source: string; readonly said: string }>> = {
  thrower: {
    source: `throw new Error('no licence')`,
    said: '"thrower" cannot be loaded: no licence',
  },
  garbled: { source: `export default {{{`, said: '"garbled" cannot be loaded:' },
  lacking: {
    source: `import 'no-such-package'\nexport default { id: 'lacking', version: '1.0.0' }`,
    said: `"lacking" cannot be loaded: Cannot find package 'no-such-package'`,
  },
  shapeless: {
    source: `export default () => ({ id: 'shapeless' })`,
    said: '"shapeless" exports no plugin',
  },
  empty: { source: `export const id = 'empty'`, said: '"empty"' },
  touchy: {
    source: `export default {
      id: 'touchy', version: '1.0.0',
      get resources() { throw new Error('do not look') },
    }`,
    said: '"touchy" has a manifest that cannot be read: do not look',
  },
  crooked: {
    source: `export default { id: 'crooked', version: '1.0.0', resources: 7 }`,
    said: '"crooked" has a manifest that cannot be read:',
  },
  lost: {
    source: `export default {
      id: 'lost', version: '1.0.0',
      routes() { throw new Error('no way') },
    }`,
    said: '"lost" cannot register its routes: no way',
  },
  needy: {
    source: `export default { id: 'needy', version: '1.0.0', requires: { thrower: '*' } }`,
    said: '"needy" requires "thrower", which is broken',
  },
}

/** Plugins whose code is broken, and what is said of each. */
const CODE: Readonly<Record<string, { readonly files: Files; readonly said: string }>> = {
  hooked: {
    files: {
      'index.ts': `export default {
        id: 'hooked', version: '1.0.0', hooks: () => import('#plugins/hooked/hooks'),
      }`,
      'hooks.ts': `throw new Error('no hooks')`,
    },
    said: '"hooked" has hooks or listeners that cannot be loaded: no hooks',
  },
  limp: {
    files: {
      'index.ts': `export default {
        id: 'limp', version: '1.0.0',
        hooks: { 'customers:create': {} }, listeners: { 'customers:create': 'me' },
      }`,
    },
    said: '"limp" has a listener to "customers:create" that is no function',
  },
  mute: {
    files: {
      'index.ts': `export default { id: 'mute', version: '1.0.0' }`,
      'lang/de.json': '{ "a": ',
    },
    said: '"mute" has messages that are no JSON object of texts: lang/de.json',
  },
  bossy: {
    files: {
      'index.ts': `export default { id: 'bossy', version: '1.0.0' }`,
      'commands/order.ts': `throw new Error('no orders')`,
    },
    said: '"bossy" has commands that cannot be loaded: no orders',
  },
}

/** Claims a path of the application. */
const RIVAL = `export default {
  id: 'rival', version: '1.0.0',
  routes({ record }) { record('deals', 'POST', '/win', () => null, 'deals:read') },
}`

/** Writes plugins into a clone, and lists them. */
async function add(root: string, plugins: Readonly<Record<string, Files>>): Promise<void> {
  for (const [id, files] of Object.entries(plugins)) {
    for (const [name, content] of Object.entries(files)) {
      const path = join(root, 'app/plugins', id, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    }
  }
  const ids = Object.keys(plugins)
  const file = join(root, 'config/plugins.ts')
  const imports = ids.map((id) => `import ${id} from '#plugins/${id}/index'`).join('\n')
  const source = await readFile(file, 'utf8')
  const list = source.replace('  loyalty,\n', `  loyalty,\n  ${ids.join(',\n  ')},\n`)
  await writeFile(file, `${imports}\n${list}`)
}

/** What the demonstration's owner is answered. */
async function asOwner(origin: string) {
  const login = await fetch(`${origin}/api/auth/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@crm.com', password: 'admin123' }),
  })
  const [, access = ''] = /"access"\s*:\s*"([^"]+)"/.exec(await login.text()) ?? []
  return async (path: string, method = 'GET', body?: object) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { 'authorization': `Bearer ${access}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: Object(await response.json()) }
  }
}

test.group('Plugins | broken', () => {
  test('those that cannot be loaded are left out by the server, and named by it and by what gets rid of them', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const url = await migratedDatabaseForClone({ cleanup }, 'broken')
    const ids = Object.keys(MANIFESTS)
    const said = Object.values(MANIFESTS).map((manifest) => manifest.said)
    await add(
      root,
      Object.fromEntries(ids.map((id) => [id, { 'index.ts': MANIFESTS[id]?.source ?? '' }]))
    )

    const port = await getPort({ host: '127.0.0.1' })
    const start = new Start({ cleanup }, root, port, { DATABASE_URL: url })
    await start.says('/api/customers/\n')
    for (const sentence of said) assert.include(start.output, sentence)
    const ask = await asOwner(`http://127.0.0.1:${port}`)
    assert.equal((await ask('/api/customers/')).body.count, 5)
    assert.containsSubset(await ask('/api/thrower/'), {
      status: 503,
      body: { code: 'plugin_unavailable', plugin: 'thrower' },
    })
    const { warnings } = (await ask('/health/ready')).body
    assert.lengthOf(warnings, 1)
    assert.include(warnings[0].detail, `${ids.length} plugins are not available`)
    for (const id of ids) assert.notInclude(warnings[0].detail, `"${id}"`)
    assert.equal(await start.stop(), 0)

    const list = await ace(root, url, 'plugin:list')
    assert.equal(list.code, 0)
    for (const id of ids) assert.match(list.text, new RegExp(`${id}.*broken`))
    for (const sentence of said) assert.include(list.text, sentence)
    assert.match(list.text, /loyalty.*1\.0\.0/)

    const doctor = await ace(root, url, 'doctor')
    assert.equal(doctor.code, 1)
    for (const sentence of said) assert.include(doctor.text, sentence)

    const one = await ace(root, url, 'plugin:inspect', 'thrower')
    assert.equal(one.code, 0)
    assert.include(one.text, '"thrower" cannot be loaded: no licence')

    const other = await ace(root, url, 'migration:run')
    assert.equal(other.code, 1)
    assert.include(other.text, '"thrower" cannot be loaded: no licence')

    const without = { PLUGINS_WITHOUT: ids.filter((id) => id !== 'needy').join() }
    const going = await run(root, url, ['ace.js', 'migration:run'], without)
    assert.equal(going.code, 0, going.text)
    const leftOut = await run(root, url, ['ace.js', 'plugin:list'], without)
    for (const id of ids) assert.match(leftOut.text, new RegExp(`${id}.*left out`))
    assert.include(leftOut.text, '"needy" requires "thrower", which is left out')
    const misspelt = await run(root, url, ['ace.js', 'doctor'], { PLUGINS_WITHOUT: 'throwr' })
    assert.equal(misspelt.code, 1)
    assert.include(misspelt.text, 'PLUGINS_WITHOUT names "throwr"')

    const needed = await ace(root, url, 'plugin:uninstall', 'thrower', '--force')
    assert.equal(needed.code, 1)
    assert.include(needed.text, '"thrower" is required by "needy"')
    for (const id of ['needy', 'thrower']) {
      const { code, text } = await ace(root, url, 'plugin:uninstall', id, '--force', '--keep-data')
      assert.equal(code, 0, text)
    }
    const after = await ace(root, url, 'plugin:list')
    assert.notInclude(after.text, 'thrower')
    assert.include(after.text, '"garbled" cannot be loaded')
  }).timeout(600_000)

  test('those whose code cannot be loaded are named, too', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    const url = await migratedDatabaseForClone({ cleanup }, 'broken_code')
    await add(root, Object.fromEntries(Object.entries(CODE).map(([id, { files }]) => [id, files])))
    await add(root, { rival: { 'index.ts': RIVAL } })
    const said = Object.values(CODE).map((entry) => entry.said)

    const list = await ace(root, url, 'plugin:list')
    assert.equal(list.code, 0)
    for (const sentence of said) assert.include(list.text, sentence)
    const doctor = await ace(root, url, 'doctor')
    assert.equal(doctor.code, 1)
    for (const sentence of said) assert.include(doctor.text, sentence)
    const inspected = await ace(root, url, 'plugin:inspect', 'hooked')
    assert.include(inspected.text, '"hooked" has hooks or listeners that cannot be loaded')
    const removed = await ace(root, url, 'plugin:uninstall', 'mute', '--force', '--keep-data')
    assert.equal(removed.code, 0, removed.text)

    const port = await getPort({ host: '127.0.0.1' })
    const start = new Start({ cleanup }, root, port, { DATABASE_URL: url })
    await start.says('/api/customers/\n')
    for (const id of ['hooked', 'limp', 'bossy']) {
      assert.include(start.output, CODE[id]?.said ?? 'nothing')
    }
    const rival = '"rival" has the route POST /api/deals/:id/win, where the application answers'
    for (const output of [start.output, doctor.text]) assert.include(output, rival)
    const ask = await asOwner(`http://127.0.0.1:${port}`)
    assert.equal((await ask('/api/customers/')).status, 200)
    assert.equal((await ask('/api/limp/')).status, 503)
    assert.equal((await ask('/api/rival/')).status, 503)
    const { results } = (await ask('/api/deals/?status=open')).body
    assert.equal((await ask(`/api/deals/${results[0].id}/win/`, 'POST', {})).status, 200)
    await start.stop()
  }).timeout(600_000)

  test('one that hides records closes them where it is on, also when no one can read its manifest', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const url = await migratedDatabaseForClone({ cleanup }, 'broken_fence')
    const source = `export default {
      id: 'veil', version: '1.0.0', scopes: { customers: () => 'false' },
    }`
    await add(root, { veil: { 'index.ts': source } })
    const begin = async (settings: NodeJS.ProcessEnv = {}) => {
      const port = await getPort({ host: '127.0.0.1' })
      const start = new Start({ cleanup }, root, port, { DATABASE_URL: url, ...settings })
      await start.says('/api/customers/\n')
      return { start, ask: await asOwner(`http://127.0.0.1:${port}`) }
    }

    const sound = await begin()
    await sound.ask('/api/plugins/veil/', 'PATCH', { enabled: true })
    assert.equal((await sound.ask('/api/customers/')).body.count, 0)
    await sound.start.stop()

    await writeFile(join(root, 'app/plugins/veil/index.ts'), `throw new Error('no licence')`)
    for (const settings of [{}, { PLUGINS_WITHOUT: 'veil' }]) {
      const { start, ask } = await begin(settings)
      assert.containsSubset(await ask('/api/customers/'), {
        status: 503,
        body: { code: 'plugin_unavailable', plugin: 'veil' },
      })
      assert.equal((await ask('/api/vendors/')).status, 200, 'and nothing else')
      await start.stop()
    }
    const file = join(root, 'config/plugins.ts')
    const listing = await readFile(file, 'utf8')
    await writeFile(file, listing.replace(/^.*\bveil\b.*\n/gm, ''))
    const unlisted = await begin()
    assert.equal((await unlisted.ask('/api/customers/')).status, 503)
    await unlisted.start.stop()
    await writeFile(file, listing)

    const last = await begin()
    assert.equal((await last.ask('/api/plugins/veil/', 'PATCH', { enabled: false })).status, 200)
    assert.equal((await last.ask('/api/customers/')).body.count, 5)
    await last.start.stop()

    /* As in a database from before it was noted what plugins decide about, where no one chose. */
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`
      SET ROLE crm_system;
      DELETE FROM organization_plugins WHERE plugin = 'veil';
      UPDATE known_plugins SET id = '*' WHERE id = 'veil';
      DELETE FROM known_plugins WHERE id <> '*'`)
    await client.end()
    for (const time of ['first', 'second']) {
      const { start, ask } = await begin()
      assert.equal((await ask('/api/customers/')).status, 503, `${time} start`)
      await start.stop()
    }
  }).timeout(600_000)
})
