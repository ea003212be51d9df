import { readFile, readdir } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/**
 * A query that writes goes past hooks, messages and versions. Those that do so
 * nevertheless say why, here.
 */
const EXPLAINED: ReadonlyMap<string, string> = new Map()

/** From `.query()` to the end of its chain, whatever it is given. */
const CHAIN =
  /\.query\((?:[^()]|\([^()]*\))*\)\s*(\.\w+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*)*/g
const WRITE = /\.(update|delete|increment|decrement)\(/

async function* sources(): AsyncGenerator<[file: string, text: string]> {
  const files = await readdir(app.makePath('app'), { recursive: true })
  for (const file of files.sort()) {
    if (!file.endsWith('.ts') || file.startsWith('core/plugins/')) continue
    if (file.includes('/tests/')) continue
    yield [file, await readFile(app.makePath('app', file), 'utf8')]
  }
}

/** The chains in a source that write. */
function writesIn(text: string): string[] {
  return [...text.matchAll(CHAIN)].map(([chain]) => chain).filter((chain) => WRITE.test(chain))
}

test.group('Announced writes', () => {
  test('a chain that writes is seen, however it is laid out', ({ assert }) => {
    assert.lengthOf(writesIn(`await Deal.query().where('id', id).update({ a: 1 })`), 1)
    assert.lengthOf(writesIn(`Deal.query()\n  .where((q) => q.where('a', f(1)))\n  .delete()`), 1)
    assert.lengthOf(writesIn(`await Deal.query({ client: trx() }).where('id', id).delete()`), 1)
    assert.lengthOf(writesIn(`await this.related('stages').query().increment('place', 1)`), 1)
    assert.lengthOf(writesIn(`const a = await Deal.query().first()\nawait a.delete()`), 0)
  })

  test('nothing in app writes through a query, past the hooks of plugins', async ({ assert }) => {
    const found: string[] = []
    for await (const [file, text] of sources()) {
      if (writesIn(text).length > 0 && !EXPLAINED.has(file)) found.push(file)
    }

    assert.deepEqual(found, [])
  })

  test('nothing in app saves or deletes a record quietly, past them', async ({ assert }) => {
    const found: string[] = []
    for await (const [file, text] of sources()) {
      if (/\.\w+Quietly\(/.test(text)) found.push(file)
    }

    assert.deepEqual(found, [])
  })
})
