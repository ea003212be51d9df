import { cp, readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import {
  type Cleaner,
  REPOSITORY,
  ace,
  cloneBare,
  databaseForClone,
  linkPackages,
  npm,
  run,
} from '#tests/support/clone'

const FIXTURES = join(REPOSITORY, 'tests/fixtures/plugins')

/** A plugin of an author who knew the documentation alone. */
interface Stranger {
  readonly id: string
  /** The most lines that the author writes, without empty ones and without tests. */
  readonly most: number
  /** The commands that bring it about; the files of the fixture lie over what the first ones make. */
  readonly scaffold: readonly (readonly string[])[]
}

const STRANGERS: readonly Stranger[] = [
  {
    id: 'catalogue',
    most: 100,
    scaffold: [
      ['make:plugin', 'catalogue'],
      [
        'make:resource',
        'catalogue',
        'catalogue-products',
        '--fields=name:text:required,code:text:required,unit_price:money,is_active:boolean',
      ],
      [
        'make:resource',
        'catalogue',
        'catalogue-lines',
        '--fields=deal:deals,product:catalogue-products,quantity:decimal,unit_price:money,discount:decimal',
      ],
    ],
  },
  { id: 'notifier', most: 30, scaffold: [] },
]

/** An application of its own, whose packages npm may change. */
async function makeApplication(cleaner: Cleaner, suffix: string) {
  const root = await cloneBare(cleaner)
  await linkPackages(root)
  await rm(join(root, 'node_modules/.package-lock.json'), { force: true })
  return { root, databaseUrl: await databaseForClone(cleaner, suffix) }
}

/** The package of a fixture, as npm packs it. @returns the tarball */
async function pack(root: string, fixture: string): Promise<string> {
  const packed = await npm(fixture, 'pack', '--pack-destination', dirname(root), '--json')
  return join(dirname(root), JSON.parse(packed)[0].filename)
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** How many lines of a fixture, tests aside, are not in what stands in a folder. */
async function written(fixture: string, folder: string): Promise<number> {
  const files = await readdir(fixture, { recursive: true })
  let count = 0
  for (const file of files.filter((name) => /^(?!tests).*\.[jt]s$/.test(name))) {
    const made = new Set(linesOf(await readFile(join(folder, file), 'utf8').catch(() => '')))
    const lines = linesOf(await readFile(join(fixture, file), 'utf8'))
    count += lines.filter((line) => !made.has(line)).length
  }
  return count
}

test.group('Strangers | catalogue, notifier', () => {
  test('the plugin {id} is short, compiles, works, and keeps what plugins promise')
    .with([...STRANGERS])
    .run(async ({ assert, cleanup }, { id, most, scaffold }) => {
      const { root, databaseUrl } = await makeApplication({ cleanup }, `stranger_${id}`)
      const [fixture, folder] = [join(FIXTURES, id), join(root, 'app/plugins', id)]
      const done = async (...args: readonly string[]) => {
        const { code, text } = await ace(root, databaseUrl, ...args)
        assert.equal(code, 0, `${args.join(' ')}\n${text}`)
        assert.notInclude(text, 'NO TESTS EXECUTED')
      }

      for (const command of scaffold) await done(...command)
      const own = await written(fixture, folder)
      assert.isAtMost(own, most)
      if (scaffold.length > 0) {
        await cp(fixture, folder, { recursive: true })
        await done('migration:run')
      } else {
        await done('migration:run')
        await done('plugin:install', await pack(root, fixture))
        await cp(join(fixture, 'tests'), join(folder, 'tests'), { recursive: true })
      }

      const checked = await run(root, databaseUrl, ['node_modules/typescript/bin/tsc', '--noEmit'])
      assert.equal(checked.code, 0, checked.text)
      await done('test', '--files', `app/plugins/${id}/tests/*`)
      await done('test', '--files', 'tests/contract/plugins.spec.ts')
    })
    .timeout(900_000)
})
