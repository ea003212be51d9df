import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { files } from '#config/files'
import { keepFilesIn } from '#core/files/default_store'
import { LocalStore } from '#core/files/local_store'
import type { FileStore, KeptFile } from '#core/files/store'
import { definePlugin } from '#core/plugins/api'
import { storageOf } from '#core/plugins/delivery/storage'
import { Uninstallation } from '#core/plugins/uninstallation'
import { alone } from '#tests/support/alone'
import { api } from '#tests/support/api'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** What the listener found, and which keys there were. */
const found: unknown[] = []

const keeper = definePlugin({
  id: 'keeper',
  version: '1.0.0',
  hooks: {
    'customers:create': {
      async before({ record, storage, veto }) {
        await storage.put(`notes/${record.name}.txt`, `About ${record.name}`)
        if (record.name === 'No') veto('Not this one.')
      },
    },
  },
  listeners: {
    async 'customers:create'(_message, { storage, transaction }) {
      const inside = await transaction(({ storage: same }) => same.list('notes'))
      found.push((await storage.get('notes/Ann.txt'))?.text(), inside)
    },
  },
})

/** Keeps files in memory, in organizations where it is on. */
const memory = new Map<string, KeptFile>()
const inMemory: FileStore = {
  put: async (path, bytes, type) => void memory.set(path, { bytes, contentType: type ?? 'a/b' }),
  get: async (path) => memory.get(path) ?? null,
  delete: async (path) => void memory.delete(path),
  list: async (folder) => [...memory.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
  deleteAll: async (folder) => {
    for (const path of await inMemory.list(folder)) memory.delete(path)
  },
}
const elsewhere = definePlugin({
  id: 'elsewhere',
  version: '1.0.0',
  services: { 'files.storage': { wrap: () => inMemory } },
})

test.group('Plugins | files', (group) => {
  alone(group)
  let folder = ''
  let acme: Company
  bring(group, [keeper, elsewhere])

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'))
    const restore = keepFilesIn(new LocalStore(folder))
    return async () => {
      restore()
      await rm(folder, { recursive: true })
    }
  })
  group.each.setup(async () => {
    memory.clear()
    found.length = 0
    acme = await makeCompany()
  })

  test('are kept by key, and read, listed, replaced and deleted', async ({ assert }) => {
    const storage = storageOf('keeper', acme.id)
    const bytes = new Uint8Array([0, 255, 10])

    await storage.put('invoices/2026/7.pdf', bytes)
    await storage.put('invoices/2026/8', 'eight', { contentType: 'text/plain; charset=utf-8' })
    await storage.put('a.txt', 'old')
    await storage.put('a.txt', 'new', { contentType: 'application/x-own' })
    await storage.put('empty', '')

    const pdf = await storage.get('invoices/2026/7.pdf')
    assert.deepEqual([...(pdf?.bytes ?? [])], [0, 255, 10])
    assert.equal(pdf?.contentType, 'application/pdf')
    const plain = await storage.get('invoices/2026/8')
    assert.deepEqual([plain?.text(), plain?.contentType], ['eight', 'text/plain; charset=utf-8'])
    const replaced = await storage.get('a.txt')
    assert.deepEqual([replaced?.text(), replaced?.contentType], ['new', 'application/x-own'])
    assert.lengthOf((await storage.get('empty'))?.bytes ?? [1], 0)
    assert.deepEqual(await storage.list(), [
      'a.txt',
      'empty',
      'invoices/2026/7.pdf',
      'invoices/2026/8',
    ])
    assert.deepEqual(await storage.list('invoices'), ['invoices/2026/7.pdf', 'invoices/2026/8'])
    assert.deepEqual(await storage.list('invoice'), [])
    await storage.put('a.txt', 'again')
    assert.equal((await storage.get('a.txt'))?.contentType, 'text/plain')
    await storage.delete('a.txt')
    await storage.delete('a.txt')
    assert.isNull(await storage.get('a.txt'))
    assert.isNull(await storage.get('invoices'))
    assert.isNull(await storage.get('empty/below'))
  })

  test('are those of one plugin in one organization', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    await storageOf('keeper', acme.id).put('a', 'mine')

    assert.isNull(await storageOf('keeper', globex.id).get('a'))
    assert.isNull(await storageOf('other', acme.id).get('a'))
    assert.isEmpty(await storageOf('other', acme.id).list())
    assert.deepEqual(await readdir(join(folder, acme.id)), ['keeper'])
  })

  test('have no key that leads elsewhere: {$self}')
    .with([
      '',
      '/etc/passwd',
      '../other/a',
      'a/../../other/a',
      'a/./b',
      '.hidden',
      'a//b',
      'a/',
      'a\\b',
      'a\0b',
      'a b',
      'ä',
      'a!type',
      '%2e%2e/a',
      'a'.repeat(151),
      'a/'.repeat(260) + 'a',
    ])
    .run(async ({ assert }, key) => {
      const storage = storageOf('keeper', acme.id)
      for (const use of [
        () => storage.put(key, 'x'),
        () => storage.get(key),
        () => storage.delete(key),
        () => storage.list(key),
      ]) {
        await assert.rejects(use, /is no key of a file/)
      }
    })

  test('are no larger than is configured, and of no type that is none', async ({ assert }) => {
    const storage = storageOf('keeper', acme.id)
    const large = new Uint8Array(files.maxBytes + 1)

    const refused: unknown = await storage.put('a', large).catch((error: unknown) => error)
    assert.containsSubset(refused, { status: 413, code: 'file_too_large' })
    await assert.rejects(() => storage.put('a', 'x', { contentType: 'a/b\r\nc: d' }), /type/)
    await storage.put('a', 'x')
    await assert.rejects(() => storage.put('a/b', 'x'), /is a folder of files, or below a file/)
    assert.deepEqual(await storage.list(), ['a'])
  })

  test('are written in transactions, which do not undo it, and read outside of them', async ({
    client,
    assert,
  }) => {
    await forgetJobs()
    await turnOn(acme, 'keeper')
    const { post } = api(client, acme.owner)

    const refused = await post('/api/customers/', { name: 'No' })
    const made = await post('/api/customers/', { name: 'Ann' })
    await runJobs()

    refused.assertStatus(422)
    made.assertStatus(201)
    assert.deepEqual(found, ['About Ann', ['notes/Ann.txt', 'notes/No.txt']])
  })

  test('answer 503 when they cannot be kept, and nothing else is written then', async ({
    client,
    assert,
    cleanup,
  }) => {
    await turnOn(acme, 'keeper')
    const taken = join(folder, 'taken')
    await writeFile(taken, 'a file, where a folder should be')
    cleanup(keepFilesIn(new LocalStore(taken)))
    const { get, post } = api(client, acme.owner)

    const refused = await post('/api/customers/', { name: 'Ann' })

    refused.assertStatus(503)
    refused.assertBodyContains({
      code: 'files_unavailable',
      detail: 'Files cannot be kept or read at the moment.',
    })
    refused.assertHeader('retry-after', '30')
    assert.notInclude(refused.text(), 'taken')
    assert.equal((await get('/api/customers/')).body().count, 0)
  })

  test('lie where a plugin has it, in organizations where that is on', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    for (const company of [acme, globex]) await turnOn(company, 'keeper')
    await turnOn(acme, 'elsewhere')

    for (const { owner } of [acme, globex]) {
      await api(client, owner).post('/api/customers/', { name: 'Ann' })
    }

    assert.deepEqual([...memory.keys()], [`${acme.id}/keeper/notes/Ann.txt`])
    const kept = await storageOf('keeper', globex.id).get('notes/Ann.txt')
    assert.equal(kept?.text(), 'About Ann')
    assert.equal((await storageOf('keeper', acme.id).get('notes/Ann.txt'))?.contentType, 'a/b')
  })

  test('go with the plugin that is uninstalled, and are counted before', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    await turnOn(globex, 'elsewhere')
    const lone = 'keeper-of-none'
    await storageOf(lone, acme.id).put('a/b', 'x')
    await storageOf(lone, globex.id).put('c', 'x')
    await storageOf('keeper', acme.id).put('a', 'x')

    const kept = await Uninstallation.of(lone, { keepData: true })
    assert.notInclude(kept.losses, '2 files')
    await kept.perform()
    const whole = await Uninstallation.of(lone, { keepData: false })
    assert.include(whole.losses, '2 files')
    await whole.perform()

    assert.isEmpty(await storageOf(lone, acme.id).list())
    assert.isEmpty(memory)
    assert.deepEqual(await storageOf('keeper', acme.id).list(), ['a'])
    await assert.rejects(() => Uninstallation.of(lone, { keepData: false }), /There is no plugin/)
  })
})
