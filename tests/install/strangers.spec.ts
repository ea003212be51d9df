import { cp, readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { test } from '@japa/runner'
import { REPOSITORY, ace, clone, databaseForClone, run } from '#tests/support/clone'

const RECORDS = ['customer:customers', 'deal:deals', 'lead:leads', 'vendor:vendors']

/**
 * Plugins that were written with the documentation of the kit alone, in `tests/fixtures/plugins`: what was written
 * or changed besides what `make:plugin` makes of `fields`, and `most` lines of it, tests aside.
 */
const STRANGERS: readonly { id: string; fields?: readonly string[]; most: number }[] = [
  {
    id: 'notes',
    fields: [
      'text:long-text',
      'due_on:date',
      'is_done:boolean',
      'assigned_to:employees:optional',
      ...[...RECORDS, 'employee:employees'].map((record) => `${record}:optional`),
    ],
    most: 73,
  },
  { id: 'tax-id', most: 22 },
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

/** How many lines of a fixture are not in what was made for it, tests aside. */
async function linesBeside(fixture: string, made: string): Promise<number> {
  const entries = await readdir(fixture, { recursive: true, withFileTypes: true })
  let lines = 0
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(fixture, path)
    if (file.startsWith('tests/')) continue
    const before = await readFile(join(made, file), 'utf8').catch(() => '')
    lines += written(await readFile(path, 'utf8'), before)
  }
  return lines
}

test.group('Strangers', () => {
  test('{id} takes few lines, compiles, works, and keeps what plugins promise')
    .with([...STRANGERS])
    .run(async ({ assert, cleanup }, { id, fields, most }) => {
      const root = await clone({ cleanup })
      const databaseUrl = await databaseForClone({ cleanup }, 'stranger')
      const done = async (...args: readonly string[]) => {
        const { code, text } = await ace(root, databaseUrl, ...args)
        assert.equal(code, 0, `${args.join(' ')}\n${text}`)
        return text
      }
      const fixture = join(REPOSITORY, 'tests/fixtures/plugins', id)
      const folder = join(root, 'app/plugins', id)

      await done('make:plugin', id, ...(fields ? [`--fields=${fields.join(',')}`] : []))
      assert.isAtMost(await linesBeside(fixture, folder), most)
      await cp(fixture, folder, { recursive: true })
      await done('migration:run', '--compact-output')

      const checked = await run(root, databaseUrl, ['node_modules/typescript/bin/tsc', '--noEmit'])
      assert.equal(checked.code, 0, checked.text)
      for (const files of [`app/plugins/${id}/tests/*`, 'tests/contract/plugins.spec.ts']) {
        assert.notInclude(await done('test', '--files', files), 'NO TESTS EXECUTED')
      }
    })
    .timeout(900_000)
})
