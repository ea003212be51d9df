import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { REPOSITORY, ace, checkTypes, clone } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'
import { Start } from '#tests/support/started'

const GUIDE = 'docs/guides/add-a-resource.md'
const FIELD_GUIDE = 'docs/guides/add-a-field.md'

interface Block {
  readonly language: string
  readonly file: string
  readonly text: string
}

async function blocksOf(guide: string): Promise<Block[]> {
  const text = await readFile(join(REPOSITORY, guide), 'utf8')
  return [...text.matchAll(/```(\w+) ?(\S*)\n([^]*?)```/g)].map(
    ([, language = '', file = '', body = '']) => ({ language, file, text: body })
  )
}

/** Whether a line is what a diff says of it, of which `…` is the rest. */
const fits = (line: string, said: string) =>
  said.endsWith('…') ? line.startsWith(said.slice(0, -1)) : line === said

/** Changes a file as a diff says. @throws when what is around the change is not there */
async function patch(path: string, diff: string): Promise<void> {
  const changes = diff.trimEnd().split('\n')
  const from = changes.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
  const before = (await readFile(path, 'utf8')).split('\n')
  const at = before.findIndex((_, start) =>
    from.every((said, index) => fits(before[start + index] ?? '', said))
  )
  if (at < 0) throw new Error(`${path} has no\n${from.join('\n')}`)

  let next = at
  const to = changes.flatMap((change) => {
    if (change.startsWith('+')) return [change.slice(1)]
    const line = before[next++] ?? ''
    return change.startsWith('-') ? [] : [line]
  })
  await writeFile(path, before.toSpliced(at, from.length, ...to).join('\n'))
}

/** Does in a clone what a guide says. @returns the commands that it ran @throws when one fails */
async function follow(guide: string, root: string, databaseUrl: string): Promise<string[]> {
  const commands: string[] = []
  for (const { language, file, text } of await blocksOf(guide)) {
    const path = join(root, file)
    if (language === 'diff') await patch(path, text)
    else if (file !== '') {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    } else {
      for (const line of text.trim().split('\n')) {
        const { code, text: said } = await ace(root, databaseUrl, ...line.split(' ').slice(2))
        if (code !== 0 || said.includes('NO TESTS EXECUTED')) throw new Error(`${line}\n${said}`)
        commands.push(line)
      }
    }
  }
  return commands
}

/** The steps of the README, in their order: files, and commands of a shell. */
async function steps(): Promise<string[]> {
  const text = await readFile(join(REPOSITORY, 'README.md'), 'utf8')
  const [, chapter = ''] = /## How to add a resource\n([^]*?)\n## /.exec(text) ?? []
  return [...chapter.matchAll(/^\d\. .*$/gm)].flatMap(([step]) =>
    [...step.matchAll(/`([^`]*[/ ][^`]*)`/g)].map(([, named = '']) => named)
  )
}

test.group(`Guide | ${GUIDE}`, () => {
  test('is what the README says in short', async ({ assert }) => {
    const wanted = (await blocksOf(GUIDE)).flatMap(({ file, text }) =>
      file === '' ? text.trim().split('\n') : [file]
    )
    assert.deepEqual(
      await steps(),
      wanted.filter((one, at) => one !== wanted[at - 1])
    )
  })

  test(`leads to a resource that compiles, is let into, described and shown, and to a field (${FIELD_GUIDE})`, async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'guide')

    assert.lengthOf(await follow(GUIDE, root, databaseUrl), 5)
    assert.lengthOf(await follow(FIELD_GUIDE, root, databaseUrl), 3)
    const checked = await checkTypes(root)
    assert.equal(checked.code, 0, checked.text)
    const permissions = await ace(root, databaseUrl, 'routes:permissions')
    assert.include(permissions.text, 'invoices:read')

    /* What happens when the manifest is forgotten. */
    const manifest = join(root, 'app/plugins/invoices/index.ts')
    const whole = await readFile(manifest, 'utf8')
    await writeFile(manifest, whole.replace('resources: [invoices],', 'resources: [],'))
    const start = new Start({ cleanup }, root, await getPort({ host: '127.0.0.1' }), {
      DATABASE_URL: databaseUrl,
    })
    assert.equal(await start.ended(), 1)
    assert.match(start.output, /"invoices" gives \w+ "invoices:\w+", which no module declares/)
  }).timeout(900_000)
})
