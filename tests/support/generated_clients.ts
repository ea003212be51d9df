import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'

/*
 * Clients that others make of the description of the API: each is generated as it comes, and used
 * in a small program as its users would. What the program asks for is the same for all of them.
 */

/** A generated client, and a program that lists customers with it. */
export interface GeneratedClient {
  readonly name: string
  /** Writes the client. @param description the path of the document @param folder where it goes */
  readonly generate: (description: string, folder: string, base: string) => Promise<void>
  /** TypeScript that exports `list(base, token)`, which answers names of customers. */
  readonly program: string
}

const QUERY = `{
  'status': 'active',
  'created_at[gte]': '2020-01-01T00:00:00Z',
  'customer_type[in]': ['business', 'individual'],
  'ordering': ['-name', 'created_at'],
}`

export const GENERATED_CLIENTS: readonly GeneratedClient[] = [
  {
    name: 'openapi-typescript and openapi-fetch',
    async generate(description, folder) {
      const { default: openapiTS, astToString } = await import('openapi-typescript')
      const { readFile } = await import('node:fs/promises')
      const nodes = await openapiTS(await readFile(description, 'utf8'))
      await writeFile(join(folder, 'schema.ts'), astToString(nodes))
    },
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
    async generate(description, folder) {
      const { createClient } = await import('@hey-api/openapi-ts')
      await createClient({ input: description, output: folder, logs: { level: 'silent' } })
    },
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
    async generate(description, folder, base) {
      const { generate } = await import('orval')
      await generate({
        input: { target: description },
        output: { target: join(folder, 'api.ts'), client: 'fetch', mode: 'single', baseUrl: base },
      })
    },
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
    async generate(description, folder) {
      const { generateApi } = await import('swagger-typescript-api')
      await generateApi({ input: description, output: folder, fileName: 'api.ts', silent: true })
    },
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
