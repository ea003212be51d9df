import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import pg from 'pg'
import { makeBackup } from '#core/backup/make_backup'
import { restoreBackup } from '#core/backup/restore_backup'
import { Home } from '#embedded_postgres/home'
import { EmbeddedPostgres } from '#embedded_postgres/main'
import type { Cleaner } from '#tests/support/clone'

const ABOUT = { appKey: 'one key or another', version: '0.1.0' }

/** A folder of an application with a server of its own, on which a table holds one word. */
async function application({ cleanup }: Cleaner, word: string) {
  const parent = await mkdtemp(join(tmpdir(), 'backup-'))
  const root = join(parent, 'application')
  await mkdir(root)
  const home = await Home.of(root)
  cleanup(async () => {
    await rm(home.path, { recursive: true, force: true })
    await rm(parent, { recursive: true, force: true })
  })
  await query(root, 'CREATE TABLE words (word text)')
  await query(root, `INSERT INTO words VALUES ('${word}')`)
  return { root, home, file: join(parent, 'backup.tar.gz') }
}

async function query(root: string, sql: string): Promise<readonly unknown[]> {
  const server = new EmbeddedPostgres(root)
  const address = await server.join()
  await server.ensureDatabase('headless_crm')
  const client = new pg.Client({ ...address, database: 'headless_crm' })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
    await server.leave()
  }
}

/** A backup in which a text stands in the place of another one. */
async function forge(file: string, from: string, to: string): Promise<string> {
  const tar = gunzipSync(await readFile(file))
  const at = tar.indexOf(from)
  if (at < 0) throw new Error(`The backup does not hold ${from}`)
  tar.write(to, at)
  await writeFile(`${file}.forged`, gzipSync(tar))
  return `${file}.forged`
}

test.group('Backup', () => {
  test('a backup that is damaged, cut off, or of something else leaves everything as it was', async ({
    assert,
    cleanup,
  }) => {
    const { root, home, file } = await application({ cleanup }, 'heron')
    await makeBackup({ ...ABOUT, root, file })
    await query(root, `UPDATE words SET word = 'stork'`)
    const content = await readFile(file)
    const refusals: [string, RegExp][] = [
      [
        await forge(file, 'START WAL LOCATION', 'STARS WAL LOCATION'),
        /differ from their checksums/,
      ],
    ]
    for (const [name, bytes, says] of [
      ['cut', content.subarray(0, content.length / 2), /damaged or cut off/],
      ['text', Buffer.from('no archive'), /damaged or cut off/],
      ['other', gzipSync(Buffer.alloc(1024)), /no backup of headless-crm/],
    ] as const) {
      await writeFile(`${file}.${name}`, bytes)
      refusals.push([`${file}.${name}`, says])
    }
    refusals.push([`${file}.absent`, /There is no file/])

    for (const [wrong, says] of refusals) {
      const restored = restoreBackup({ ...ABOUT, root, file: wrong, force: true })
      await assert.rejects(() => restored, says)
    }
    const older = await forge(file, '"postgres": 18', '"postgres": 17')
    const fits = restoreBackup({ ...ABOUT, root, file: older, force: true })
    await assert.rejects(() => fits, /It is of PostgreSQL 17, and this is PostgreSQL 18/)
    assert.deepEqual(
      (await readdir(home.path)).filter((name) => name.startsWith('data')),
      ['data']
    )
    assert.deepEqual(await query(root, 'SELECT word FROM words'), ['stork'])

    await assert.rejects(() => makeBackup({ ...ABOUT, root, file }), /is there already/)
    const other = { ...ABOUT, appKey: 'another key', root, file, force: true }
    const { aside, isSameKey } = await restoreBackup(other)
    assert.isFalse(isSameKey)
    assert.deepEqual(await query(root, 'SELECT word FROM words'), ['heron'])
    assert.include(await readdir(aside ?? ''), 'PG_VERSION')
  }).timeout(300_000)

  test('a restore that is interrupted between its two renames is finished by the next start', async ({
    assert,
    cleanup,
  }) => {
    const { root, home } = await application({ cleanup }, 'heron')
    await rename(home.data, join(home.path, 'data.replacement'))

    assert.deepEqual(await query(root, 'SELECT word FROM words'), ['heron'])
  }).timeout(120_000)
})
