import type { JSONSchema7 } from 'json-schema'
import type { ApiRoute } from '#core/resources/openapi/api_routes'
import {
  type AnswerHeader,
  ID,
  type Operation,
  TEXT,
  bodySchema,
} from '#core/resources/openapi/operation'
import { filterComponent, filterParameters } from '#core/resources/openapi/filter_parameters'
import { type Parameter, isFiltered, queryParameters } from '#core/resources/openapi/parameters'
import { returnable } from '#core/resources/openapi/resource_schemas'
import { RELATED_ID, type Resource } from '#core/resources/define_resource'
import type { Reader } from '#core/resources/openapi/reader'
import { inputSchema } from '#core/plugins/rights/command_input'
import { isOfOrganization, isPublicRule } from '#core/access/access_rule'
import { accessRuleName } from '#core/access/route_access_rule'
import { handsOutSecrets } from '#core/http/idempotency'

/** Where parameters are kept that several operations refer to. */
export const PARAMETERS = '#/components/parameters/'

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
  readonly 'description': string
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

/** What a route does, in the words of OpenAPI, for a reader. */
export function operationObject(
  route: ApiRoute,
  operation: Operation,
  reader: Reader
): OperationObject {
  const { accessRule, pluginId, pattern, method } = route
  const resource = route.resource && reader.see(route.resource)
  const visible = resource ? reader.visible(resource) : new Set<string>()
  const isChange = ['PUT', 'PATCH'].includes(method) && pattern.endsWith('/:id')
  const changed = isChange && resource ? { resource, visible } : null
  const ids = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => pathParameter(name))
  return {
    'operationId': route.isSecondName ? `${operation.id}ByPut` : operation.id,
    'summary': operation.summary,
    'description': operation.description ?? `${operation.summary}.`,
    'tags': [tagOf(route)],
    'parameters': [
      ...ids,
      ...requestHeaders(route, operation),
      ...queryParameters(operation, resource, visible),
      ...(resource && isFiltered(operation) ? filterRefs(resource, visible, operation) : []),
    ],
    ...(method !== 'GET' && bodyOf(operation, changed, inputOf(operation, resource, reader))),
    'responses': answersOf(operation, route),
    ...(isPublicRule(accessRule) && { security: [] }),
    'x-access': accessRuleName(accessRule),
    ...(pluginId && { 'x-plugin': pluginId }),
  }
}

/** Filters are the same for all operations of a resource, which refer to them. */
function filterRefs(resource: Resource, visible: ReadonlySet<string>, { query = {} }: Operation) {
  return filterParameters(resource, visible)
    .filter(({ name }) => !(name in query))
    .map((parameter) => ({ $ref: `${PARAMETERS}${filterComponent(resource, parameter)}` }))
}

/** Operations of a path are found under its first word. */
function tagOf({ pattern }: ApiRoute): string {
  return pattern.split('/')[2]?.replace(/\..*$/, '') ?? 'api'
}

function pathParameter(name: string): Parameter {
  const schema = ['id', RELATED_ID].includes(name) ? ID : TEXT
  return { name, in: 'path', required: true, schema }
}

function requestHeaders(route: ApiRoute, operation: Operation) {
  const { accessRule, method, pattern } = route
  const isSelected = isOfOrganization(accessRule)
  const isNamedByPath = typeof accessRule === 'object' && 'of' in accessRule
  const isWrite = ['POST', 'PATCH'].includes(method) && !operation.readsOnly
  const isOnce = isWrite && !handsOutSecrets(pattern)
  const names = [
    ...(isSelected && !isNamedByPath ? ['Organization'] : []),
    ...(isOfVersion(route, operation) ? [method === 'GET' ? 'IfNoneMatch' : 'IfMatch'] : []),
    ...(isSelected && isOnce ? ['IdempotencyKey'] : []),
  ]
  return names.map((name) => ({ $ref: `${PARAMETERS}${name}` }))
}

/** Whether it answers, or changes, something in a version: not a list of what belongs to it. */
function isOfVersion({ resource, method, pattern }: ApiRoute, operation: Operation): boolean {
  if (method === 'GET') return 304 in operation.answers
  const isOfRecord = resource !== null && pattern.includes('/:id')
  return isOfRecord || (operation.headers ?? []).includes('ETag')
}

/** The resource of whose record a request is a change, as its reader sees it. */
interface Changed {
  readonly resource: Resource
  readonly visible: ReadonlySet<string>
}

/** What plugins take besides for what is done to a record; null where none does. */
function inputOf({ command }: Operation, resource: Resource | null, { plugins }: Reader) {
  return command && resource ? inputSchema(`${resource.noun}:${command}`, plugins) : null
}

function bodyOf(
  { body, form, reported }: Operation,
  changed: Changed | null,
  input: JSONSchema7 | null
): Pick<OperationObject, 'requestBody'> {
  if (reported) {
    return {
      requestBody: { required: true, content: { 'application/json': { schema: reported } } },
    }
  }
  if (!form && !body) return {}
  const said = withInput(form ?? bodySchema(body ?? {}), input)
  const schema = changed && !said.$ref ? returnable(said, changed.resource, changed.visible) : said
  const type = form ? (form.contentMediaType ?? 'multipart/form-data') : 'application/json'
  const { $ref, properties = {}, required = [], minProperties = required.length } = schema
  if (!$ref && !form && Object.keys(properties).length === 0) return {}
  const isRequired = $ref !== undefined || schema.type === 'string' || minProperties > 0
  return { requestBody: { required: isRequired, content: { [type]: { schema } } } }
}

function withInput(schema: JSONSchema7, input: JSONSchema7 | null): JSONSchema7 {
  if (input === null) return schema
  const required = [...(schema.required ?? []), ...(input.required ? ['extensions'] : [])]
  return {
    ...schema,
    properties: { ...schema.properties, extensions: input },
    ...(required.length > 0 && { required }),
  }
}

function answersOf(operation: Operation, route: ApiRoute) {
  return {
    ...Object.fromEntries(
      Object.entries(operation.answers).map(([status, schema]): [string, Answer] => [
        status,
        {
          description: DESCRIPTIONS[status] ?? 'Done.',
          headers: Object.fromEntries(
            answerHeaders(status, route, operation).map((name) => [name, { schema: TEXT }])
          ),
          ...(schema && { content: contentOf(schema) }),
        },
      ])
    ),
    '400': { $ref: '#/components/responses/Problem' },
    'default': { $ref: '#/components/responses/Problem' },
  }
}

function answerHeaders(
  status: string,
  route: ApiRoute,
  operation: Operation
): readonly AnswerHeader[] {
  if (status === '204') return []
  if (status === '302') return ['Location']
  const { headers, answers } = operation
  const isNew = 201 in answers && route.resource !== null && !route.pattern.includes('/:id')
  return (
    headers ?? [
      ...(isNew || isOfVersion(route, operation) ? (['ETag'] as const) : []),
      ...(isNew ? (['Location'] as const) : []),
    ]
  )
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Taken on; it is done later.',
  204: 'Done; there is nothing to say.',
  206: 'The part that was asked for.',
  302: 'It is read there, for a moment.',
  304: 'As it was known already.',
}

function contentOf({ contentMediaType, ...schema }: JSONSchema7): Record<string, Media> {
  return { [contentMediaType ?? 'application/json']: { schema } }
}
