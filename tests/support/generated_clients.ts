import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { REPOSITORY, npm } from '#tests/support/clone'

/*
 * Clients that others make of the description of the API: each is generated as it comes, and used
 * in a small program as its users would. What the program asks for is the same for all of them.
 */

/** Where the generators lie, with their versions: no one needs them but this test. */
const GENERATORS = join(REPOSITORY, 'tests/fixtures/clients')

/** A generated client, and a program that lists customers with it. */
export interface GeneratedClient {
  readonly name: string
  /** The generator's command, with what it is told. */
  readonly command: (description: string, folder: string) => readonly [string, ...string[]]
  /** A file of settings that the command reads, where it needs one. */
  readonly settings?: (description: string, folder: string, base: string) => object
  /** TypeScript that exports `list(base, token)`, which answers names of customers. */
  readonly program: string
}

const SETTINGS = 'settings.cjs'

const QUERY = `{
  'status': 'active',
  'created_at[gte]': '2020-01-01T00:00:00Z',
  'customer_type[in]': ['business', 'individual'],
  'ordering': ['-name', 'created_at'],
}`

export const GENERATED_CLIENTS: readonly GeneratedClient[] = [
  {
    name: 'openapi-typescript and openapi-fetch',
    command: (description, folder) => [
      'openapi-typescript',
      description,
      '--output',
      join(folder, 'schema.ts'),
    ],
    program: `
      import createClient from 'openapi-fetch'
      import type { paths } from './schema'
      export async function list(base: string, token: string): Promise<(string | undefined)[]> {
        const client = createClient<paths>({ baseUrl: base, headers: { Authorization: \`Bearer \${token}\` } })
        const { data, error } = await client.GET('/api/customers', { params: { query: ${QUERY} } })
        if (error) throw new Error(error.detail)
        return data.results.map(({ name }) => name)
      }`,
  },
  {
    name: '@hey-api/openapi-ts',
    command: (description, folder) => ['openapi-ts', '--input', description, '--output', folder],
    program: `
      import { client } from './client.gen'
      import { listCustomers } from './sdk.gen'
      export async function list(base: string, token: string): Promise<(string | undefined)[]> {
        client.setConfig({ baseUrl: base, auth: () => token })
        const { data } = await listCustomers({ query: ${QUERY}, throwOnError: true })
        return data.results.map(({ name }) => name)
      }`,
  },
  {
    name: 'orval',
    command: (_, folder) => ['orval', '--config', join(folder, SETTINGS)],
    settings: (description, folder, base) => ({
      crm: {
        input: { target: description },
        output: { target: join(folder, 'api.ts'), client: 'fetch', mode: 'single', baseUrl: base },
      },
    }),
    program: `
      import { listCustomers } from './api'
      export async function list(_: string, token: string): Promise<(string | undefined)[]> {
        const answer = await listCustomers(${QUERY}, { headers: { Authorization: \`Bearer \${token}\` } })
        if (answer.status !== 200) throw new Error(answer.data.detail)
        return answer.data.results.map(({ name }) => name)
      }`,
  },
  {
    name: 'swagger-typescript-api',
    command: (description, folder) => [
      'swagger-typescript-api',
      'generate',
      '--path',
      description,
      '--output',
      folder,
      '--name',
      'api.ts',
    ],
    program: `
      import { Api } from './api'
      export async function list(base: string, token: string): Promise<(string | undefined)[]> {
        const client = new Api<string>({
          baseUrl: base,
          securityWorker: (secret) => ({ headers: { Authorization: \`Bearer \${secret}\` } }),
        })
        client.setSecurityData(token)
        const { data } = await client.api.listCustomers(${QUERY}, { secure: true, format: 'json' })
        return data.results.map(({ name }) => name)
      }`,
  },
]

/** Installs the generators in a folder, as their lock file says. @throws when npm fails */
export async function installGenerators(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) {
    await cp(join(GENERATORS, file), join(folder, file))
  }
  await npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
}

/** Has a client generated. @param installed where the generators were installed @throws what the generator says when it fails */
export async function generate(
  { command, settings }: GeneratedClient,
  {
    installed,
    folder,
    description,
    base,
  }: Record<'installed' | 'folder' | 'description' | 'base', string>
): Promise<void> {
  if (settings) {
    const given = JSON.stringify(settings(description, folder, base))
    await writeFile(join(folder, SETTINGS), `module.exports = ${given}`)
  }
  const [name, ...args] = command(description, folder)
  await promisify(execFile)(join(installed, 'node_modules/.bin', name), args, { cwd: installed })
}

/** Compiles a program and what it imports, in strict mode. @returns what is wrong with it */
export async function compile(folder: string, program: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'main.ts')
  await writeFile(file, program)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'commonjs' }))
  const compiled = ts.createProgram([file], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
    esModuleInterop: true,
  })
  const { diagnostics } = compiled.emit()
  return [...ts.getPreEmitDiagnostics(compiled), ...diagnostics].map(
    ({ file: at, start = 0, messageText }) =>
      `${at?.fileName}:${at?.getLineAndCharacterOfPosition(start).line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  )
}
