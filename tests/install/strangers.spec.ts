import { cp, readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { test } from '@japa/runner'
import { REPOSITORY, ace, checkTypes, cloneBare, linkPackages, npm } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'

const FIXTURES = join(REPOSITORY, 'tests/fixtures/plugins')

/** A plugin in `tests/fixtures/plugins` whose author knew the documentation of the kit alone. */
interface Stranger {
  readonly id: string
  /** The most lines that the author writes or changes, without empty ones and without tests. */
  readonly most: number
  /** The commands that begin it, over whose files those of the fixture lie; none for a package. */
  readonly scaffold: readonly (readonly string[])[]
}

const RECORDS = ['customer:customers', 'deal:deals', 'lead:leads', 'vendor:vendors']
const MEMO = [
  'text:long-text',
  'due_on:date',
  'is_done:boolean',
  'assigned_to:employees:optional',
  ...[...RECORDS, 'employee:employees'].map((record) => `${record}:optional`),
]
const PRODUCT = 'name:text:required,code:text:required,unit_price:money,is_active:boolean'
const LINE =
  'deal:deals,product:catalogue-products,quantity:decimal,unit_price:money,discount:decimal'

const STRANGERS: readonly Stranger[] = [
  { id: 'memos', most: 80, scaffold: [['make:plugin', 'memos', `--fields=${MEMO.join(',')}`]] },
  { id: 'tax-id', most: 25, scaffold: [['make:plugin', 'tax-id']] },
  {
    id: 'catalogue',
    most: 110,
    scaffold: [
      ['make:plugin', 'catalogue'],
      ['make:resource', 'catalogue', 'catalogue-products', `--fields=${PRODUCT}`],
      ['make:resource', 'catalogue', 'catalogue-lines', `--fields=${LINE}`],
    ],
  },
  { id: 'notifier', most: 30, scaffold: [] },
]

/** Lines with something in them. */
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** How many lines of a file were not there before. */
function written(text: string, before: string): number {
  const known = linesOf(before)
  return linesOf(text).filter((line) => {
    const at = known.indexOf(line)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  }).length
}

/** How many lines of code of a fixture are not in what was made for it, tests aside. */
async function linesBeside(fixture: string, made: string): Promise<number> {
  const entries = await readdir(fixture, { recursive: true, withFileTypes: true })
  let lines = 0
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(fixture, path)
    if (file.startsWith('tests/') || !/\.[jt]s$/.test(file)) continue
    const before = await readFile(join(made, file), 'utf8').catch(() => '')
    lines += written(await readFile(path, 'utf8'), before)
  }
  return lines
}

test.group('Strangers', () => {
  test('their plugins are short, compile, work beside each other, and keep what plugins promise', async ({
    assert,
    cleanup,
  }) => {
    const root = await cloneBare({ cleanup })
    /* npm installs one of them, and changes what is there. */
    await linkPackages(root)
    await rm(join(root, 'node_modules/.package-lock.json'), { force: true })
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'strangers')
    const done = async (...args: readonly string[]) => {
      const { code, text } = await ace(root, databaseUrl, ...args)
      assert.equal(code, 0, `${args.join(' ')}\n${text}`)
      assert.notInclude(text, 'NO TESTS EXECUTED')
    }

    for (const { id, most, scaffold } of STRANGERS) {
      const [fixture, folder] = [join(FIXTURES, id), join(root, 'app/plugins', id)]
      for (const command of scaffold) await done(...command)
      assert.isAtMost(await linesBeside(fixture, folder), most, id)
      if (scaffold.length > 0) await cp(fixture, folder, { recursive: true })
    }
    await done('migration:run', '--compact-output')
    for (const { id } of STRANGERS.filter(({ scaffold }) => scaffold.length === 0)) {
      const [fixture, folder] = [join(FIXTURES, id), join(root, 'app/plugins', id)]
      const packed = await npm(fixture, 'pack', '--pack-destination', dirname(root), '--json')
      await done('plugin:install', join(dirname(root), JSON.parse(packed)[0].filename))
      await cp(join(fixture, 'tests'), join(folder, 'tests'), { recursive: true })
    }

    const checked = await checkTypes(root)
    assert.equal(checked.code, 0, checked.text)
    for (const { id } of STRANGERS) await done('test', '--files', `app/plugins/${id}/tests/*`)
    await done('test', '--files', 'tests/contract/plugins.spec.ts')
  }).timeout(1_200_000)
})
