import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { ace, checkTypes, clone } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'

const VISITS = [
  'customer:customers',
  'contact:employees:optional',
  'title:text:required',
  'report:long-text',
  'status:choice:planned/done',
  'cost:money',
  'distance:decimal',
  'begun_at:timestamp',
  'visited_on:date',
  'minutes:integer',
  'billed:boolean',
]
const STOPS = ['visit:visits', 'place:text:required', 'reached_at:timestamp']

/** What walks over every resource there is, and asks each for the same. */
const WALKERS = ['plugins', 'server_owned', 'foreign_ids', 'relations', 'settled_records', 'schema']

test.group('Scaffold', () => {
  test('what make:plugin and make:resource write compiles, and keeps what all resources promise', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'scaffold')
    const done = async (...args: readonly string[]) => {
      const { code, text } = await ace(root, databaseUrl, ...args)
      assert.equal(code, 0, `${args.join(' ')}\n${text}`)
      return text
    }
    await done('make:plugin', 'visits', `--fields=${VISITS.join(',')}`)
    await done('make:resource', 'visits', 'visits-stops', `--fields=${STOPS.join(',')}`)
    await done('make:resource', 'visits', 'visits-tags')
    await done('migration:run')

    const manifest = await readFile(join(root, 'app/plugins/visits/index.ts'), 'utf8')
    assert.include(manifest, 'resources: [resource, visitsStops, visitsTags]')
    assert.include(manifest, `'visits-stops': { model: VisitsStop }`)
    assert.include(manifest, `manager: ['visits:*', 'visits-stops:*', 'visits-tags:*']`)

    const checked = await checkTypes(root)
    assert.equal(checked.code, 0, checked.text)
    const files = WALKERS.map((name) => ['--files', `tests/contract/${name}.spec.ts`]).flat()
    const tested = await done('test', ...files, '--files', 'app/plugins/visits/tests/*')
    assert.notInclude(tested, 'NO TESTS EXECUTED')

    await done('plugin:uninstall', 'visits', '--force')
    assert.isTrue(existsSync(join(root, 'app/plugins/.visits/models/visit.ts')))
    const left = await checkTypes(root)
    assert.equal(left.code, 0, left.text)
  }).timeout(600_000)

  test('make:resource refuses what cannot be, and writes nothing', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'scaffold')
    for (const [args, sentence] of [
      [['loyalty', 'coupons'], '"coupons" has to begin with the id of its plugin: loyalty-coupons'],
      [['loyalty', 'loyalty-entries'], 'There is a resource "loyalty-entries" already.'],
      [['royalty', 'royalty-coupons'], 'There is no plugin "royalty" in app/plugins.'],
      [['loyalty', 'loyalty-coupons', '--fields=x:colour'], '"x:colour" is no field.'],
      [['loyalty', 'loyalty-coupons', '--fields=id:text'], '"id" cannot be the name of a field'],
      [['loyalty', 'loyalty-coupons', '--fields=x:choice:'], '"x:choice:" is no field.'],
    ] as const) {
      const { code, text } = await ace(root, databaseUrl, 'make:resource', ...args)
      assert.equal(code, 1, text)
      assert.include(text, sentence)
    }
    const manifest = await readFile(join(root, 'app/plugins/loyalty/index.ts'), 'utf8')
    assert.notInclude(manifest, 'oupons')
  }).timeout(600_000)
})
