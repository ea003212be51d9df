import { hash } from 'node:crypto'
import type { JSONSchema7 } from 'json-schema'
import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { type ApiRoute, apiRoutes } from '#openapi/api_routes'
import { COMPONENTS, FIELD_ERROR, PROBLEM } from '#openapi/components'
import { NAMED_SCHEMAS } from '#openapi/named_schemas'
import { ID, type Operation, TEXT, bodySchema, nameOfRef } from '#openapi/operation'
import { operationOf } from '#openapi/operations'
import { type Parameter, queryParameters } from '#openapi/parameters'
import { type Reader, everything } from '#openapi/reader'
import { resourceSchemas } from '#openapi/resource_schemas'
import { installedGeneration } from '#plugins/runtime/installed'
import { requirementName } from '#policies/route_requirement'
import { resources } from '#resources/registry'

interface Media {
  readonly schema: JSONSchema7
}

interface Answer {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly schema: JSONSchema7 }>>
  readonly content?: Readonly<Record<string, Media>>
}

export interface OperationObject {
  readonly 'operationId': string
  readonly 'summary': string
  readonly 'description'?: string
  readonly 'tags': readonly string[]
  readonly 'parameters': readonly (Parameter | { readonly $ref: string })[]
  readonly 'requestBody'?: {
    readonly required: boolean
    readonly content: Readonly<Record<string, Media>>
  }
  readonly 'responses': Readonly<Record<string, Answer | { readonly $ref: string }>>
  readonly 'security'?: readonly []
  /** The permission that it asks for, or who it is for. */
  readonly 'x-access': string
  readonly 'x-plugin'?: string
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JSONSchema7>>
    readonly [kind: string]: unknown
  }
}

/**
 * The API in the words of OpenAPI 3.1, made of the routes, what they ask for,
 * and the resources: what cannot be seen or done is not described.
 */
export async function describeApi(reader: Reader): Promise<OpenApiDocument> {
  const known = await knownSchemas(reader)
  const paths: Record<string, Record<string, OperationObject>> = {}
  const tags = new Set<string>()
  for (const route of apiRoutes()) {
    const operation = operationOf(route)
    if (!operation || !reader.reaches(route.requirement, route.pluginId)) continue
    const described = operationObject(route, operation, reader)
    for (const tag of described.tags) tags.add(tag)
    const path = (paths[pathOf(route.pattern)] ??= {})
    path[route.method.toLowerCase()] = described
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'headless-crm',
      version: app.version?.toString() ?? '0.0.0',
      summary: 'A multi-tenant CRM that other software builds on.',
    },
    servers: [{ url: appUrl }],
    security: [{ bearer: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: { ...COMPONENTS, schemas: mentioned(paths, known) },
  }
}

interface Written {
  readonly body: string
  /** Its entity tag. */
  readonly tag: string
}

let whole: { readonly generation: number; readonly written: Promise<Written> } | undefined

/** The description of everything that is installed, as JSON; written once. */
export function wholeDescription(): Promise<Written> {
  const generation = installedGeneration()
  if (whole?.generation !== generation) {
    const written = describeApi(everything()).then((document) => {
      const body = JSON.stringify(document)
      return { body, tag: `"${hash('sha1', body, 'base64url')}"` }
    })
    whole = { generation, written }
  }
  return whole.written
}

/** `/api/customers/:id` → `/api/customers/{id}/`; a file has no slash behind it. */
export function pathOf(pattern: string): string {
  const path = pattern.replaceAll(/:(\w+)/g, '{$1}')
  return /\.\w+$/.test(path) ? path : `${path}/`
}

function operationObject(route: ApiRoute, operation: Operation, reader: Reader): OperationObject {
  const { requirement, pluginId, pattern, method } = route
  const resource = route.resource && reader.see(route.resource)
  const visible = resource ? reader.visible(resource) : new Set<string>()
  const ids = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => pathParameter(name))
  return {
    'operationId': route.isSecondName ? `${operation.id}ByPut` : operation.id,
    'summary': operation.summary,
    ...(operation.description && { description: operation.description }),
    'tags': [tagOf(route)],
    'parameters': [
      ...ids,
      ...headers(route, operation),
      ...queryParameters(operation, resource, visible),
    ],
    ...(method !== 'GET' && bodyOf(operation)),
    'responses': answersOf(operation, route),
    ...(requirement === 'public' && { security: [] }),
    'x-access': requirementName(requirement),
    ...(pluginId && { 'x-plugin': pluginId }),
  }
}

/** Operations of a path are found under its first word. */
function tagOf({ pattern }: ApiRoute): string {
  return pattern.split('/')[2]?.replace(/\..*$/, '') ?? 'api'
}

function pathParameter(name: string): Parameter {
  const schema = name === 'id' ? ID : TEXT
  return { name, in: 'path', required: true, schema }
}

function headers(route: ApiRoute, operation: Operation) {
  const { requirement, method } = route
  const isOfOrganization =
    requirement === 'member' || (typeof requirement === 'object' && !('of' in requirement))
  const names = [
    ...(isOfOrganization ? ['Organization'] : []),
    ...(isOfVersion(route, operation) ? [method === 'GET' ? 'IfNoneMatch' : 'IfMatch'] : []),
    ...(isOfOrganization && ['POST', 'PATCH'].includes(method) ? ['IdempotencyKey'] : []),
  ]
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

/** Whether it answers, or changes, something in a version: not a list of what belongs to it. */
function isOfVersion({ resource, method, pattern }: ApiRoute, { answers }: Operation): boolean {
  if (method === 'GET') return 304 in answers
  return resource !== null && pattern.includes('/:id')
}

function bodyOf({ body, form }: Operation): Pick<OperationObject, 'requestBody'> {
  if (!form && !body) return {}
  const schema = form ?? bodySchema(body ?? {})
  const type = form ? 'multipart/form-data' : 'application/json'
  const { $ref, properties = {}, required = [], minProperties = required.length } = schema
  if (!$ref && Object.keys(properties).length === 0) return {}
  const isRequired = $ref !== undefined || minProperties > 0
  return { requestBody: { required: isRequired, content: { [type]: { schema } } } }
}

function answersOf(operation: Operation, route: ApiRoute) {
  const hasTag = isOfVersion(route, operation)
  return {
    ...Object.fromEntries(
      Object.entries(operation.answers).map(([status, schema]): [string, Answer] => [
        status,
        {
          description: DESCRIPTIONS[status] ?? 'Done.',
          ...(hasTag && status === '200' && { headers: { ETag: { schema: TEXT } } }),
          ...(schema && { content: contentOf(schema) }),
        },
      ])
    ),
    default: { $ref: '#/components/responses/Problem' },
  }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Taken on; it is done later.',
  204: 'Done; there is nothing to say.',
  304: 'As it was known already.',
}

function contentOf({ contentMediaType, ...schema }: JSONSchema7): Record<string, Media> {
  return { [contentMediaType ?? 'application/json']: { schema } }
}

/** Everything that can be referred to, by its name. */
async function knownSchemas(reader: Reader): Promise<ReadonlyMap<string, JSONSchema7>> {
  const schemas = await Promise.all(
    [...resources.values()].map((resource) => resourceSchemas(resource, reader))
  )
  return new Map([
    ...schemas.flatMap((named) => Object.entries(named)),
    ['Problem', PROBLEM],
    ['FieldError', FIELD_ERROR],
    ...Object.entries(NAMED_SCHEMAS),
  ])
}

/** The schemas that something refers to, and those that they refer to. */
function mentioned(described: unknown, known: ReadonlyMap<string, JSONSchema7>) {
  const found = new Map<string, JSONSchema7>()
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      const name = key === '$ref' ? nameOfRef(member) : null
      if (name === null) visit(member)
      else if (!found.has(name)) {
        const schema = known.get(name)
        if (!schema) throw new Error(`There is no schema "${name}"`)
        found.set(name, schema)
        visit(schema)
      }
    }
  }
  visit([described, COMPONENTS])
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}
