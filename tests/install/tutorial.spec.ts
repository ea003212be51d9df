import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { REPOSITORY, ace, checkTypes, clone } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'

/** The most that a reader writes themselves, in lines. */
const MAX = 60

interface Block {
  readonly language: string
  /** The file that it is the whole of; empty for what is typed into a shell. */
  readonly file: string
  readonly text: string
}

/** The blocks of the first chapter, in their order. */
async function blocksOf(page: string): Promise<Block[]> {
  const text = await readFile(join(REPOSITORY, page), 'utf8')
  const [, chapter = ''] = /## Your first plugin\n([^]*?)\n## /.exec(text) ?? []
  return [...chapter.matchAll(/```(\w+) ?(\S*)\n([^]*?)```/g)].map(
    ([, language = '', file = '', body = '']) => ({ language, file, text: body })
  )
}

/** Lines with something in them. */
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** How many lines of a file were not there before. */
function written(block: Block, before: string): number {
  const known = new Set(linesOf(before))
  return linesOf(block.text).filter((line) => !known.has(line)).length
}

test.group('Tutorial | docs/guides/plugins.md', () => {
  test('leads to a plugin that compiles, works, and keeps what plugins promise', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'tutorial')
    const blocks = await blocksOf('docs/guides/plugins.md')
    const commands: string[] = []
    let own = 0

    for (const block of blocks) {
      if (block.language === 'ts') {
        const path = join(root, block.file)
        own += written(block, await readFile(path, 'utf8').catch(() => ''))
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, block.text)
        continue
      }
      for (const line of linesOf(block.text)) {
        const args = line.replaceAll("'", '').split(' ').slice(2)
        const { code, text } = await ace(root, databaseUrl, ...args)
        assert.equal(code, 0, `${line}\n${text}`)
        assert.notInclude(text, 'NO TESTS EXECUTED')
        commands.push(args[0] ?? '')
      }
    }
    assert.deepEqual(commands, ['make:plugin', 'migration:run', 'test', 'test'])
    assert.isBelow(own, MAX)

    const checked = await checkTypes(root)
    assert.equal(checked.code, 0, checked.text)
    const schema = await readFile(join(root, 'database/schema.ts'), 'utf8')
    assert.include(schema, 'class VisitSchema')
  }).timeout(600_000)
})
