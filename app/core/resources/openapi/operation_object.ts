import type { JSONSchema7 } from 'json-schema'
import type { ApiRoute } from '#core/resources/openapi/api_routes'
import {
  type AnswerHeader,
  ID,
  type Operation,
  TEXT,
  bodySchema,
} from '#core/resources/openapi/operation'
import { type Parameter, queryParameters } from '#core/resources/openapi/parameters'
import type { Reader } from '#core/resources/openapi/reader'
import { accessRuleName } from '#core/access/route_access_rule'
import { handsOutSecrets } from '#core/http/idempotency'

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

/** What a route does, in the words of OpenAPI, for a reader. */
export function operationObject(
  route: ApiRoute,
  operation: Operation,
  reader: Reader
): OperationObject {
  const { accessRule, pluginId, pattern, method } = route
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
      ...requestHeaders(route, operation),
      ...queryParameters(operation, resource, visible),
    ],
    ...(method !== 'GET' && bodyOf(operation)),
    'responses': answersOf(operation, route),
    ...(accessRule === 'public' && { security: [] }),
    'x-access': accessRuleName(accessRule),
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

function requestHeaders(route: ApiRoute, operation: Operation) {
  const { accessRule, method, pattern } = route
  const isOfOrganization = accessRule === 'member' || typeof accessRule === 'object'
  const isNamedByPath = typeof accessRule === 'object' && 'of' in accessRule
  const isOnce = ['POST', 'PATCH'].includes(method) && !handsOutSecrets(pattern)
  const names = [
    ...(isOfOrganization && !isNamedByPath ? ['Organization'] : []),
    ...(isOfVersion(route, operation) ? [method === 'GET' ? 'IfNoneMatch' : 'IfMatch'] : []),
    ...(isOfOrganization && isOnce ? ['IdempotencyKey'] : []),
  ]
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

/** Whether it answers, or changes, something in a version: not a list of what belongs to it. */
function isOfVersion({ resource, method, pattern }: ApiRoute, operation: Operation): boolean {
  if (method === 'GET') return 304 in operation.answers
  const isOfRecord = resource !== null && pattern.includes('/:id')
  return isOfRecord || (operation.headers ?? []).includes('ETag')
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
    default: { $ref: '#/components/responses/Problem' },
  }
}

function answerHeaders(
  status: string,
  route: ApiRoute,
  operation: Operation
): readonly AnswerHeader[] {
  if (status === '204') return []
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
  304: 'As it was known already.',
}

function contentOf({ contentMediaType, ...schema }: JSONSchema7): Record<string, Media> {
  return { [contentMediaType ?? 'application/json']: { schema } }
}
