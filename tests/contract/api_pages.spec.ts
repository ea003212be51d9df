import { basename } from 'node:path'
import { glob, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { accessRuleName } from '#core/access/route_access_rule'
import { describeApi } from '#core/resources/openapi/document'
import { everything } from '#core/resources/openapi/reader'
import { resources } from '#core/resources/registry'
import { unversionedRoutes } from '#tests/support/routes'

interface Page {
  readonly file: string
  readonly text: string
}

/** The pages of nouns: those of the API, and the READMEs of plugins. */
async function nounPages(): Promise<Page[]> {
  const files = await Array.fromAsync(
    glob(['docs/api/*.md', 'app/plugins/*/README.md'], { cwd: app.appRoot })
  )
  return Promise.all(
    files
      .filter((file) => basename(file) !== 'access-matrix.md')
      .map(async (file) => ({ file, text: await readFile(app.makePath(file), 'utf8') }))
  )
}

/** A path as the pages write it: `/api/deals/{id}/`. */
const written = (pattern: string) =>
  pattern.replaceAll(/:(\w+)/g, '{$1}').replace(/\/?$/, pattern.endsWith('.json') ? '' : '/')

/** The rows of the table of paths: `POST /api/deals/ deals:create`, one for each method. */
function pathsIn({ text }: Page): string[] {
  const [table = ''] = /^\| path +\| asks for[^]*?\n(?!\|)/m.exec(text) ?? []
  return [...table.matchAll(/^\| (`[^|]*) \| `?([^|`]+?)`? +\|/gm)].flatMap(
    ([, cell = '', asks = '']) =>
      [...cell.matchAll(/`([A-Z, ]+) (\/api\S*)`/g)].flatMap(([, methods = '', path = '']) =>
        methods.split(', ').map((method) => `${method} ${path} ${asks}`)
      )
  )
}

/** What is in the first list more often than in the second. */
function surplus(one: readonly string[], other: readonly string[]): string[] {
  const left = [...other]
  return one.filter((entry) => {
    const at = left.indexOf(entry)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The code of the application, without its tests. */
async function sources(): Promise<string> {
  const files = await Array.fromAsync(
    glob('app/**/*.ts', { cwd: app.appRoot, exclude: ['**/*.spec.ts'] })
  )
  const texts = await Promise.all(files.map((file) => readFile(app.makePath(file), 'utf8')))
  return texts.join('\n')
}

interface Named {
  readonly method: string
  readonly path: string
}

/** An example, and the operations in the heading above it. */
interface Example {
  readonly file: string
  readonly operations: readonly Named[]
  readonly json: string
}

/** A heading may name the methods of a path one by one: `GET`, `DELETE /api/deals/{id}/`. */
function operationsIn(heading: string): Named[] {
  return [...heading.matchAll(/((?:`[A-Z]+`, )*)`([A-Z]+) (\/api\S+?)`/g)].flatMap(
    ([, others = '', method = '', path = '']) =>
      [...others.matchAll(/[A-Z]+/g), [method]].map(([name = '']) => ({
        method: name.toLowerCase(),
        path: written(path),
      }))
  )
}

function examplesIn({ file, text }: Page): Example[] {
  return text.split(/^## /m).flatMap((section) => {
    const [heading = ''] = section.split('\n')
    const operations = operationsIn(heading)
    if (operations.length === 0) return []
    const blocks = [...section.matchAll(/```json\n([^]*?)```/g)]
    return blocks.map(([, json = '']) => ({ file, operations, json }))
  })
}

/** What only whole and real values have, and examples leave out. */
const UNEXEMPLARY = new Set(['required', 'format', 'pattern', 'minLength', 'minProperties'])

/** A reader of the API's schemas which asks for no more than that members exist and are of their type. */
function lenientReader(document: object): Ajv2020 {
  const text = JSON.stringify(document, (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || key === 'properties') return value
    const kept = Object.entries(value).filter(([name]) => !UNEXEMPLARY.has(name))
    if (Array.isArray(value)) return value
    const isObject = 'type' in value && 'properties' in value
    return { ...(isObject && { additionalProperties: false }), ...Object.fromEntries(kept) }
  })
  const reader = new Ajv2020({ strict: false })
  reader.addSchema(JSON.parse(text), 'api')
  return reader
}

const pointer = (...parts: string[]) =>
  `#/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

test.group('Pages of the API', () => {
  test('list every path once, with what it asks for', async ({ assert }) => {
    const pages = await nounPages()
    const routes = unversionedRoutes().filter(({ pattern }) => pattern.startsWith('/api'))

    const wanted = routes.map(
      ({ method, pattern, accessRule }) =>
        `${method} ${written(pattern)} ${accessRule && accessRuleName(accessRule)}`
    )
    const told = pages.flatMap(pathsIn)
    const known = new Set(wanted)
    assert.deepEqual(
      [
        ...surplus(wanted, told).map((row) => `not in any page of docs/api: ${row}`),
        ...surplus(told, wanted).map((row) =>
          known.has(row) ? `more than once: ${row}` : `in a page and not a route: ${row}`
        ),
      ],
      []
    )
  })

  test('name every field of their resource', async ({ assert }) => {
    const pages = await nounPages()
    const unnamed: string[] = []
    for (const { name, fields } of resources.values()) {
      const page = pages.find((one) =>
        pathsIn(one).some((row) => row.startsWith(`GET /api/${name}/ `))
      )
      if (!page) continue
      for (const field of Object.keys(fields)) {
        if (!new RegExp(`[\`"\\s/]${field}[\`",:\\s]`).test(page.text))
          unnamed.push(`${page.file}: ${field}`)
      }
    }

    assert.deepEqual(unnamed, [])
  })

  test('name every code of a refusal, and none that does not exist', async ({ assert }) => {
    const pages = [
      ...(await nounPages()),
      ...(await Promise.all(
        ['docs/admin.md', 'docs/operations.md', 'docs/guides/plugins.md'].map(async (file) => ({
          file,
          text: await readFile(app.makePath(file), 'utf8'),
        }))
      )),
    ]
    const code = await sources()
    const codes = [...code.matchAll(/(?:code: |conflict\(\s*|badRequest\(\s*)'([a-z]+_[a-z_]+)'/g)]
    const told = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/^\| \d{3} +\| `([a-z_]+)`/gm)].map(([, name]) => `${name} ${file}`)
    )

    assert.isAbove(codes.length, 60)
    assert.deepEqual(
      told.filter((entry) => !code.includes(`'${entry.split(' ')[0]}'`)),
      []
    )
    assert.deepEqual(
      codes
        .map(([, name]) => name)
        .filter((name) => !pages.some(({ text }) => text.includes(`\`${name}\``))),
      []
    )
  })

  test('show only what the API takes or answers', async ({ assert }) => {
    const document = await describeApi(everything())
    const reader = lenientReader(document)
    const examples = (await nounPages()).flatMap(examplesIn)
    const wrong: string[] = []
    for (const { file, operations, json } of examples) {
      const value: unknown = JSON.parse(json)
      const schemas = operations.flatMap(({ method, path }) => {
        const described = path.replace(/\/$/, '')
        const operation = document.paths[described]?.[method]
        if (!operation) return [null]
        const at = ['paths', described, method]
        const bodies = Object.keys(operation.requestBody?.content ?? {}).map((type) =>
          pointer(...at, 'requestBody', 'content', type, 'schema')
        )
        const answers = Object.entries(operation.responses).flatMap(([status, response]) =>
          'content' in response
            ? Object.keys(response.content ?? {}).map((type) =>
                pointer(...at, 'responses', status, 'content', type, 'schema')
              )
            : []
        )
        return [...bodies, ...answers]
      })
      const fits = schemas.some(
        (schema) => schema !== null && reader.getSchema(`api${schema}`)?.(value) === true
      )
      if (!fits) wrong.push(`${file}: ${operations.map(({ path }) => path).join(', ')} ${json}`)
    }

    assert.isAbove(examples.length, 30)
    assert.deepEqual(wrong, [])
  })
})
