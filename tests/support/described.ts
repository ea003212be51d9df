import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { ApiClient, type ApiResponse } from '@japa/api-client'
import { type OpenApiDocument, describeApi } from '#core/resources/openapi/document'
import type { OperationObject } from '#core/resources/openapi/operation_object'
import { everything } from '#core/resources/openapi/reader'
import { installedGeneration } from '#core/plugins/installed'

/*
 * The description of the API is held against everything that the tests send and
 * get: what was accepted must have been described as acceptable, and every
 * answer must be what was described, with no member more.
 */

/** From now on, a test fails where the API does not do what its description says. */
export function assertDescribed(): void {
  ApiClient.teardown((response) => compare(response))
}

async function compare(response: ApiResponse): Promise<void> {
  const { method, url } = sent(response)
  const { pathname, searchParams } = new URL(url)
  const described = await descriptionNow()
  const found = described.find(method, pathname)
  if (!found) return
  const status = response.status()
  const wrong =
    status >= 400
      ? described.problem(response.body())
      : [
          ...described.request(found, sent(response).body, searchParams),
          ...described.answer(found, response, searchParams.has('fields')),
        ]
  if (wrong.length === 0) return
  throw new Error(`${method} ${pathname} → ${status} is not as described: ${wrong.join('; ')}`)
}

/** An operation, and where it stands in the document. */
interface Found {
  readonly operation: OperationObject
  readonly pointer: string
}

class Description {
  readonly #document: OpenApiDocument
  readonly #whole: Ajv2020
  readonly #picked: Ajv2020
  readonly #paths: readonly (readonly [RegExp, string])[]
  readonly #checks = new Map<string, ValidateFunction>()

  constructor(document: OpenApiDocument) {
    this.#document = document
    this.#whole = reading(closedSchemas(document))
    this.#picked = reading(closedSchemas(document, { optional: true }))
    /* A word goes before a parameter: `stats` is no id. */
    const paths = Object.keys(document.paths).sort((one, other) => depth(one) - depth(other))
    this.#paths = paths.map((path) => [expressionOf(path), path])
  }

  find(method: string, pathname: string): Found | null {
    const plain = pathname.replace(/^\/api\/v1(?=\/|$)/, '/api').replace(/\/?$/, '/')
    const path = this.#paths.find(([expression]) => expression.test(plain))?.[1]
    const operation = path && this.#document.paths[path]?.[method.toLowerCase()]
    if (!operation) return null
    return { operation, pointer: pointer('paths', path, method.toLowerCase()) }
  }

  problem(body: unknown): string[] {
    return this.#check(pointer('components', 'schemas', 'Problem'), body)
  }

  request({ operation, pointer: at }: Found, body: unknown, query: URLSearchParams): string[] {
    const isSaid = typeof body === 'object' && body !== null && Object.keys(body).length > 0
    const media = operation.requestBody?.content ?? {}
    if ('multipart/form-data' in media) return []
    if (!isSaid) return unknownParameters(operation, query, this.#document)
    if (!operation.requestBody) return ['takes no body']
    const place = `${at}${pointer('requestBody', 'content', 'application/json', 'schema').slice(1)}`
    return [
      ...this.#check(place, trimmed(body)).map((text) => `body ${text}`),
      ...unknownParameters(operation, query, this.#document),
    ]
  }

  answer({ operation, pointer: at }: Found, response: ApiResponse, isPicked: boolean): string[] {
    const status = String(response.status())
    const described = operation.responses[status]
    if (!described || !('description' in described)) return ['has no such status']
    const misplaced = ['ETag', 'Location'].filter(
      (name) =>
        Boolean(response.header(name.toLowerCase())) !==
        Object.hasOwn(described.headers ?? {}, name)
    )
    if (misplaced.length > 0) return [`${misplaced.join(', ')} is there or not, as not described`]
    const [type] = String(response.header('content-type') ?? '').split(';')
    const types = Object.keys(described.content ?? {})
    /* A file of any type. */
    if (types.includes('*/*')) return []
    if (types.length === 0) return response.text() ? ['answers nothing'] : []
    if (!type || !types.includes(type)) return [`answers ${types.join(' or ')}, and not ${type}`]
    if (type !== 'application/json') return []
    const place = `${at}${pointer('responses', status, 'content', type, 'schema').slice(1)}`
    return this.#check(place, response.body(), isPicked)
  }

  #check(place: string, value: unknown, isPicked = false): string[] {
    const key = `${isPicked}${place}`
    const ajv = isPicked ? this.#picked : this.#whole
    const check = this.#checks.get(key) ?? ajv.compile({ $ref: `api${place}` })
    this.#checks.set(key, check)
    if (check(value)) return []
    return (check.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
    )
  }
}

let known: { readonly generation: number; readonly description: Promise<Description> } | undefined

/** Plugins come and go in tests, and the description with them. */
function descriptionNow(): Promise<Description> {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    const description = describeApi(everything()).then((document) => new Description(document))
    known = { generation, description }
  }
  return known.description
}

function reading(document: object): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  return ajv
}

/** Objects have no members that are not described; with `optional`, they may lack some. */
function closedSchemas(document: object, { optional = false } = {}): object {
  const text = JSON.stringify(document, (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('properties' in value)) return value
    if (!('type' in value) || key === 'properties') return value
    const closed = { additionalProperties: false, ...value }
    return optional ? { ...closed, required: [] } : closed
  })
  return JSON.parse(text)
}

/** Filters by what an organization defines are in `openapi/mine.json` alone. */
function isOfOrganization(name: string): boolean {
  return name.startsWith('custom.') || name === 'check'
}

function unknownParameters(
  { parameters }: OperationObject,
  query: URLSearchParams,
  { components }: OpenApiDocument
): string[] {
  const names = new Set(['organization'])
  const objects = new Set<string>()
  const shared = new Map(Object.entries(Object(components.parameters)))
  for (const parameter of parameters) {
    const found =
      '$ref' in parameter ? shared.get(parameter.$ref.split('/').at(-1) ?? '') : parameter
    if (Object(found).in !== 'query') continue
    names.add(String(Object(found).name))
    if (Object(found).style === 'deepObject') objects.add(String(Object(found).name))
  }
  return [...query.keys()]
    .map((name) => name.replace(/\[\]$/, '').replace(/\[eq\]$/, ''))
    .filter((name) => !names.has(name) && !objects.has(name.split('[')[0] ?? ''))
    .filter((name) => !isOfOrganization(name))
    .map((name) => `takes no "${name}"`)
}

/** Spaces around a text are passed over wherever it has a form. */
function trimmed(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (_, value: unknown) =>
    typeof value === 'string' ? value.trim() : value
  )
}

function pointer(...keys: readonly string[]): string {
  return `#${keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`
}

function depth(path: string): number {
  return path.split('{').length
}

function expressionOf(path: string): RegExp {
  const source = path
    .replace(/\/?$/, '/')
    .replaceAll('.', '\\.')
    .replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${source}$`)
}

/** What was sent, as the client remembers it. */
function sent({ response }: ApiResponse) {
  const request: object = response.request
  const body: unknown = Reflect.get(request, '_data')
  return {
    method: String(Reflect.get(request, 'method')),
    url: String(Reflect.get(request, 'url')),
    body,
  }
}
