import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { knownMigrations } from '#core/database/migrations'
import { BASELINES, MOVED, SQUASHED } from '#database/history'
import { REPOSITORY } from '#tests/support/clone'

/** Of the application, a migration imports what is frozen with it. */
const OF_MIGRATIONS = /^(#database\/helpers\/v\d+|@adonisjs\/lucid\/.+|luxon|node:.+)$/
/** And that imports nothing of the application. */
const OF_HELPERS = /^(#database\/helpers\/v\d+\/.+|@adonisjs\/lucid\/.+|pg|pg-boss.*|node:.+)$/

/**
 * The helpers as they were released, by the digest of their files. A digest is added when a version
 * is, and none is ever changed: migrations that have run must mean what they meant. What has to be
 * different goes into the next version.
 */
const FROZEN: Readonly<Record<string, string>> = {
  v1: '7cb713ba8e72aa69fcaa42ddcca0df491ebd61187762a54a24b721780dd3fed5',
  v2: 'f8b61308987432d50c2c099766ffb1c9a4b745c3c5c2acd72cd74699b1d0304e',
  v3: '830e538c677186d12beffc3b8fd75a08e3848d160a833b61784b20f27b836951',
  v4: '2cb32d7dee6ef0575b783711b1182ccd3354c5d467f8fe41c71b6243a3e60038',
}

const find = (...patterns: string[]) => globSync(patterns, { cwd: REPOSITORY }).sort()
const read = (file: string) => readFile(join(REPOSITORY, file), 'utf8')

/** What each of the files imports that the pattern does not allow. */
async function importedBeside(files: readonly string[], allowed: RegExp): Promise<string[]> {
  const found = await Promise.all(
    files.map(async (file) =>
      [...(await read(file)).matchAll(/(?:\bfrom|import\()\s*'([^']+)'/g)]
        .map(([, module = '']) => module)
        .filter((module) => !allowed.test(module))
        .map((module) => `${file} imports ${module}`)
    )
  )
  return found.flat()
}

test.group('Migrations | sources', () => {
  test('use frozen helpers and nothing else of the application', async ({ assert }) => {
    const files = find('{database,app/**}/migrations/*.ts')

    assert.isAbove(files.length, 20)
    assert.deepEqual(await importedBeside(files, OF_MIGRATIONS), [])
  })

  test('the helpers use nothing of the application', async ({ assert }) => {
    const files = find('database/helpers/**/*.ts')

    assert.isAbove(files.length, 5)
    assert.deepEqual(await importedBeside(files, OF_HELPERS), [])
  })

  test('the helpers of a version are what they were when it was released', async ({ assert }) => {
    const versions = find('database/helpers/*.ts').map((file) => /(v\d+)\.ts$/.exec(file)?.[1])

    assert.deepEqual(versions, Object.keys(FROZEN))
    for (const [version, digest] of Object.entries(FROZEN)) {
      const hash = createHash('sha256')
      for (const file of find(`database/helpers/${version}{.ts,/*.ts}`))
        hash.update(await read(file))
      assert.equal(hash.digest('hex'), digest, version)
    }
  })

  test('every baseline is there, in the order in which it is recorded', async ({ assert }) => {
    const known = await knownMigrations()

    assert.deepEqual(
      known.filter((name) => name.includes('/0001_baseline') || name.includes('/0002_baseline')),
      BASELINES
    )
    assert.includeMembers(
      [...known],
      MOVED.map(([, to]) => to)
    )
  })

  test('no migration has a name that stands for a former one', async ({ assert }) => {
    const known = new Set(await knownMigrations())

    assert.deepEqual(
      [...SQUASHED, ...MOVED.map(([from]) => from)].filter((name) => known.has(name)),
      []
    )
  })
})
