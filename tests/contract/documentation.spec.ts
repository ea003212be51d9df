import { existsSync } from 'node:fs'
import { glob, readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** How a decision record begins. */
const RECORD =
  /^# (\d+)\. (.+)\n\n- Date: \d{4}-\d{2}-\d{2}\n- Status: (?:accepted|superseded by ADR \d{4})\b.*\n/

const PARTS = ['Context', 'Decision', 'Consequences']

/** Folders whose files are not ours. */
const UNWRITTEN = ['**/node_modules/**']

const read = (file: string) => readFile(app.makePath(file), 'utf8')

const pages = async () => [
  'README.md',
  'CHANGELOG.md',
  ...(await Array.fromAsync(glob('docs/**/*.md', { cwd: app.appRoot }))),
]

/** Pages whose code is not there yet: tests write it into a clone and run it. */
const TUTORIALS = [
  'docs/guides/plugins.md',
  'docs/guides/add-a-resource.md',
  'docs/guides/add-a-field.md',
]

/** Without what lines are indented by, which is another in an excerpt. */
const flush = (code: string) => code.replaceAll(/^ +/gm, '')

/** What headings can be linked by, as GitHub makes it of their text; the second of one text is `text-1`. */
function anchorsIn(page: string): string[] {
  const times = new Map<string, number>()
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
    const before = times.get(anchor) ?? 0
    times.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
}

test.group('Documentation', () => {
  test('says why each package is there', async ({ assert }) => {
    const { dependencies, devDependencies } = JSON.parse(await read('package.json'))
    const page = await read('docs/dependencies.md')
    const packages = Object.keys({ ...dependencies, ...devDependencies })

    assert.isAbove(packages.length, 30)
    assert.deepEqual(
      packages.filter((name) => !page.includes(`\`${name}\``)),
      []
    )
  })

  test('names each setting, for those who operate it and those who begin', async ({ assert }) => {
    const source = await read('start/env.ts')
    const settings = [...source.matchAll(/^ {2}([A-Z_0-9]+): /gm)].map(([, name]) => `${name}`)

    assert.isAbove(settings.length, 20)
    for (const file of ['docs/operations.md', '.env.example']) {
      const page = await read(file)
      const missing = settings.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))
      assert.deepEqual(missing, [], file)
    }
  })

  test('names each key of a resource', async ({ assert }) => {
    const source = await read('app/core/resources/define_resource.ts')
    const [, body = ''] = /interface ResourceDefinition \{\n([^]*?)\n\}/.exec(source) ?? []
    const optional = [...body.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, key]) => `${key}`)
    const page = await read('docs/guides/add-a-resource.md')
    const [, chapter = ''] = /## All that a resource may say\n([^]*)/.exec(page) ?? []
    const told = [...chapter.matchAll(/^\| `(\w+)` /gm)].map(([, key]) => `${key}`)

    assert.isAbove(optional.length, 20)
    assert.sameMembers(told, optional)
  })

  test('names each command of the application', async ({ assert }) => {
    const told = `${await read('README.md')}${await read('docs/operations.md')}`
    const unknown: string[] = []
    let count = 0
    for await (const file of glob('app/commands/*.ts', { cwd: app.appRoot })) {
      count += 1
      const name = /commandName = '([^']+)'/.exec(await read(file))?.[1]
      if (!name || !told.includes(name)) unknown.push(`${file}: ${name}`)
    }

    assert.isAbove(count, 10)
    assert.deepEqual(unknown, [])
  })

  test('leads nowhere that is not there', async ({ assert }) => {
    const dead: string[] = []
    for (const page of await pages()) {
      const links = (await read(page)).matchAll(/\]\((?!https?:|user:)([^)#\s]*)#?([^)\s]*)\)/g)
      for (const [, target = '', anchor = ''] of links) {
        const file = target === '' ? page : join(dirname(page), target)
        const leads =
          existsSync(app.makePath(file)) &&
          (anchor === '' || anchorsIn(await read(file)).includes(anchor))
        if (!leads) dead.push(`${page}: ${target}#${anchor}`)
      }
    }

    assert.deepEqual(dead, [])
  })

  test('shows only code that is in the file that it names', async ({ assert }) => {
    const shown: string[] = []
    const stale: string[] = []
    for (const page of await pages()) {
      if (TUTORIALS.includes(page)) continue
      const blocks = (await read(page)).matchAll(/^```\w+ (\S+\.\w+)\n([^]*?)\n```/gm)
      for (const [, file = '', code = ''] of blocks) {
        shown.push(file)
        if (!flush(await read(file)).includes(flush(code))) stale.push(`${page}: ${file}`)
      }
    }

    assert.isAbove(shown.length, 4)
    assert.deepEqual(stale, [])
  })

  test('gives each decision record a rule as its title, a date, a status and a line in the index', async ({
    assert,
  }) => {
    const index = await read('docs/adr/README.md')
    const records = await Array.fromAsync(glob('docs/adr/[0-9]*.md', { cwd: app.appRoot }))
    const listed = [...index.matchAll(/^- \[(\d{4})\]\((\S+)\) (.+)$/gm)]
    const entries = listed.map(([, number, file, title]) => `${number} ${file} ${title}`)
    const wanted: string[] = []
    for (const record of records) {
      const text = await read(record)
      const heading = RECORD.exec(text)
      assert.isNotNull(heading, `${record} does not begin with a title, a date and a status`)
      const number = (heading?.[1] ?? '').padStart(4, '0')
      assert.match(record, new RegExp(`/${number}-`), record)
      assert.deepEqual(
        [...text.matchAll(/^## (.+)$/gm)].map(([, part]) => part),
        PARTS,
        record
      )
      wanted.push(`${number} ${basename(record)} ${heading?.[2]}`)
    }

    assert.isAbove(records.length, 20)
    assert.sameMembers(entries, wanted)
    assert.deepEqual(new Set(wanted.map((entry) => entry.slice(0, 4))).size, wanted.length)
  })

  test('cites only decision records that exist', async ({ assert }) => {
    const records = await Array.fromAsync(glob('docs/adr/[0-9]*.md', { cwd: app.appRoot }))
    const numbers = new Set(records.map((record) => basename(record).slice(0, 4)))
    const unknown: string[] = []
    const places = '{app,bench,bin,config,database,docs,packages,start,tests}/**/*.{ts,md}'
    for await (const file of glob([places, '*.md'], { cwd: app.appRoot, exclude: UNWRITTEN })) {
      for (const [cited, number = ''] of (await read(file)).matchAll(/\bADR (\d+)/g)) {
        if (!numbers.has(number)) unknown.push(`${file}: ${cited}`)
      }
    }

    assert.deepEqual(unknown, [])
  })

  test('leads through every room', async ({ assert }) => {
    const tour = await read('README.md')
    const folders = await readdir(app.makePath('app'))

    assert.deepEqual(
      folders.filter((folder) => !tour.includes(`\`app/${folder}/\``)),
      []
    )
  })

  test('the way in is short', async ({ assert }) => {
    assert.isBelow((await read('README.md')).split('\n').length, 120)
  })
})
