import { SCHEMAS } from '#core/resources/answer_schema'
import string from '@adonisjs/core/helpers/string'
import type { JSONSchema7 } from 'json-schema'
import type { InputValidator, Parent, Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** How a body is checked, as far as a description is made of it. */
export type Describing = Pick<InputValidator, 'describe' | 'ignoredKeys'>

/** Which parameters of the list grammar an operation takes, of the resource of its route. */
export type ListGrammar =
  /** All of them. */
  | 'page'
  /** Those that select records; further ones are named. */
  | 'selection'
  /** All but those of pages, of an export. */
  | 'export'
  /** Those of one page that has no further ones. */
  | 'board'
  /** Only `fields`. */
  | 'detail'
  /** All but those of pages, of what is answered at once. */
  | 'whole'

/** In which version something is, and where something new is. */
export type AnswerHeader = 'ETag' | 'Location'

/** What one method of one path does. The rest is known from its route. */
export interface Operation {
  /** In the imperative, without a full stop: `Mark a deal as won`. */
  readonly summary: string
  /** What the summary leaves open. */
  readonly description?: string
  /** Its name in clients that are made from the description: `winDeal`. */
  readonly id: string
  /** What reads the body; without it there is none. */
  readonly body?: Describing
  /** What it does to a record, where plugins may take input for that besides: `win`. */
  readonly command?: string
  /** A body that is a file, or a form with one. */
  readonly form?: JSONSchema7
  /** A body of JSON that another system defines, and that is no strict object of ours. */
  readonly reported?: JSONSchema7
  readonly grammar?: ListGrammar
  /** Names of the resources of whose lists it takes conditions, each under its name: `deals[status]=open`. */
  readonly conditions?: readonly string[]
  /** Further parameters of the query string. */
  readonly query?: Readonly<Record<string, JSONSchema7>>
  /** Those of `query` that must be there. */
  readonly requiredParameters?: readonly string[]
  /** Whether it changes nothing, though a body makes it a POST. */
  readonly readsOnly?: boolean
  /** Headers of what it answers when it has worked, where the route does not tell. */
  readonly headers?: readonly AnswerHeader[]
  /** What is answered, by status; null is no body. */
  readonly answers: Readonly<Record<number, JSONSchema7 | null>>
}

/** By the names of routes. */
export type Operations = Readonly<Record<string, Operation>>

/** What a module says of its API. */
export interface ApiDescription {
  /** What its routes do, by their names, where that is not a standard verb of a resource. */
  readonly operations: Operations
  /** Schemas that clients know by a name, besides those of resources. */
  readonly schemas?: Readonly<Record<string, JSONSchema7>>
}

/** An object whose members are all there. */
export function object(properties: Readonly<Record<string, JSONSchema7>>): JSONSchema7 {
  return { type: 'object', properties: { ...properties }, required: Object.keys(properties) }
}

export function listOf(items: JSONSchema7): JSONSchema7 {
  return { type: 'array', items }
}

/** The file that an answer is, by its media type. */
export function file(contentMediaType: string): JSONSchema7 {
  return { type: 'string', contentMediaType }
}

/** The values that answers are made of, as fields of resources have them. */
export const {
  text: TEXT,
  integer: NUMBER,
  boolean: FLAG,
  uuid: ID,
  timestamp: TIME,
  date: DAY,
  decimal: DECIMAL,
} = SCHEMAS

/** A list that has no further pages, as clients know lists. */
export function onePage(items: JSONSchema7): JSONSchema7 {
  const never: JSONSchema7 = { type: 'null' }
  return object({ count: NUMBER, next: never, previous: never, results: listOf(items) })
}

/** `{ message }`, and what else there is to say. */
export const message = (more: Readonly<Record<string, JSONSchema7>> = {}): JSONSchema7 =>
  object({ message: TEXT, ...more })

/**
 * What a check lets pass, as a closed schema: what it does not name is refused.
 *
 * @param isThere whether a property exists for the reader
 */
export function bodySchema(
  { describe, ignoredKeys = [] }: Describing,
  isThere: (name: string) => boolean = () => true
): JSONSchema7 {
  const schema = describe?.() ?? {}
  if (schema.$ref) return schema
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => isThere(name))
  return {
    ...schema,
    properties: {
      ...Object.fromEntries(properties),
      ...Object.fromEntries(ignoredKeys.map((name) => [name, TEXT])),
    },
    ...(schema.required && { required: schema.required.filter(isThere) }),
    additionalProperties: false,
  }
}

/** The schemas of a resource, each of which clients know by its name. */
export type Kind = 'detail' | 'entry' | 'page' | 'new' | 'related' | 'change'

/** `api_key` → `ApiKey`, `ApiKeyPage`, … */
export function schemaName(
  { singular }: Pick<Resource, 'singular'>,
  kind: Kind,
  more = ''
): string {
  const name = string.pascalCase(singular)
  switch (kind) {
    case 'detail':
      return isEndOfAnother(singular) ? `${name}Record` : name
    case 'new':
      return `New${name}`
    case 'related':
      return `NewRelated${name}${more}`
    default:
      return `${name}${string.pascalCase(kind)}`
  }
}

/** Whether a record is called as the schema of an entry, a page or a change of another resource is: `price_book_entry`. */
function isEndOfAnother(singular: string): boolean {
  const stem = singular.replace(/_(entry|page|change)$/, '')
  return stem !== singular && [...resources.values()].some((other) => other.singular === stem)
}

/** What names about records under another one end with, where the resource is under several others. */
export function ofParent({ parents }: Pick<Resource, 'parents'>, parent: Parent): string {
  return parents[0] === parent ? '' : string.pascalCase(parent.resource)
}

const PREFIX = '#/components/schemas/'

export function refTo(name: string): JSONSchema7 {
  return { $ref: `${PREFIX}${name}` }
}

/** The name of the schema that a reference is to, or null when it is none. */
export function nameOfRef(ref: unknown): string | null {
  return typeof ref === 'string' && ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : null
}

/** One record, whole. */
export const detailOf = (resource: Resource) => refTo(schemaName(resource, 'detail'))

/** One record, as it stands in lists. */
export const entryOf = (resource: Resource) => refTo(schemaName(resource, 'entry'))

/** A page of a list. */
export const pageOf = (resource: Resource) => refTo(schemaName(resource, 'page'))

/** What an action answers: what happened, and the record it happened to. */
export const actionOn = (
  resource: Resource,
  more: Readonly<Record<string, JSONSchema7>> = {}
): JSONSchema7 => message({ ...more, [resource.singular]: detailOf(resource) })
