import type { JSONSchema7 } from 'json-schema'
import { participants, takesPart } from '#core/associations/participants'
import type { Operation } from '#core/resources/openapi/operation'
import {
  DEFAULT_SIZE,
  MAX_PAGE,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
  isSearchable,
} from '#core/resources/query/list_request'
import { includables } from '#core/resources/query/included'
import { visibleFieldsOf } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'

/** A parameter as OpenAPI has it. */
export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly required?: boolean
  readonly description?: string
  readonly deprecated?: boolean
  /** How an object is written: `deals[status]=open`. */
  readonly style?: 'deepObject'
  readonly schema: JSONSchema7
}

const PAGE_SIZE = query('page_size', {
  type: 'integer',
  minimum: 1,
  maximum: MAX_PAGE_SIZE,
  default: DEFAULT_SIZE,
})

const PAGES: readonly Parameter[] = [
  query('page', { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 1 }),
  PAGE_SIZE,
  query(
    'cursor',
    { type: 'string' },
    'Walks the whole list: empty for its beginning, then as `next` says. Instead of `page`.'
  ),
  query('count', { const: 'exact' }, 'Counts on a walk by `cursor`, too.'),
]

/** The parameters that an operation reads from its query string, besides filters. */
export function queryParameters(
  { grammar, query: further = {}, requiredParameters = [], conditions = [] }: Operation,
  resource: Resource | null,
  visible: ReadonlySet<string>
): Parameter[] {
  const own = [
    ...conditions.map(conditionsOf),
    ...Object.entries(further).map(([name, schema]) => ({
      ...query(name, schema),
      ...(requiredParameters.includes(name) && { required: true }),
    })),
  ]
  if (!grammar || !resource) return own
  const shown = [...resource.list, ...resource.detail]
  const selectable = grammar === 'export' ? [...resource.export, ...shown] : shown
  const fields = picked(
    'fields',
    visibleFieldsOf([...new Set(selectable)], visible),
    'Only these fields are answered.'
  )
  const include = includeParameters(resource, visible)
  if (grammar === 'detail') return [fields, ...include, ...own]
  const selection = isSearchable(resource, visible) ? [SEARCH] : []
  if (grammar === 'selection') return [...selection, ...associatedParameters(resource), ...own]
  return [
    ...(grammar === 'page' ? PAGES : []),
    ...(grammar === 'board' ? [PAGE_SIZE] : []),
    ordering(resource, visible),
    fields,
    ...(grammar === 'page' ? include : []),
    ...selection,
    ...associatedParameters(resource),
    ...(resource.softDeletes && grammar !== 'board'
      ? [query('deleted', { type: 'boolean' }, 'The deleted records, for who may restore them.')]
      : []),
    ...own,
  ]
}

/** The filters and the search of a list, under the name of its resource. */
function conditionsOf(name: string): Parameter {
  return {
    name,
    in: 'query',
    style: 'deepObject',
    description: `Only of those that the list of ${name} would show: its filters and \`search\`, such as \`${name}[created_at][gte]=2026-01-31\`.`,
    schema: { type: 'object', additionalProperties: true },
  }
}

/** Whether an operation reads the filters of its resource. */
export function isFiltered({ grammar }: Operation): boolean {
  return grammar !== undefined && grammar !== 'detail'
}

/** By what the records of a list are associated with. */
function associatedParameters(resource: Resource): Parameter[] {
  if (!takesPart(resource)) return []
  const filters = [...participants()].map((name) =>
    query(`associated[${name}]`, { type: 'string', format: 'uuid' }, ASSOCIATED)
  )
  const labels = [...participants()].map((name) =>
    query(`label[${name}]`, { type: 'string' }, `The label of \`associated[${name}]\`.`)
  )
  return [...filters, query('label', { type: 'string' }, LABEL), ...labels]
}

/** What may stand within the records: by one name, or by two with a dot between them. */
function includeParameters(resource: Resource, visible: ReadonlySet<string>): Parameter[] {
  const names = [...includables(resource, visible).keys()]
  if (names.length === 0) return []
  const known = names.map((name) => `\`${name}\``).join(', ')
  const description = `Names with commas between them: ${known}. \`name.other\` includes a second level. See \`included\`.`
  return [query('include', { type: 'string' }, description)]
}

const ASSOCIATED = 'Only the records that are associated with this one.'
const LABEL = 'The label by which they are, where one `associated[…]` is given.'

const SEARCH = query(
  'search',
  { type: 'string', maxLength: MAX_SEARCH_LENGTH },
  'Words of the searched fields, in any order and case and without accents; digits of a number; a code.'
)

function query(name: string, schema: JSONSchema7, description?: string): Parameter {
  return { name, in: 'query', schema, ...(description && { description }) }
}

function ordering({ fields, order }: Resource, visible: ReadonlySet<string>): Parameter {
  const sortable = [...visible].filter((name) => fields[name]?.sortable)
  const keys = sortable.flatMap((name) => [name, `-${name}`])
  return picked('ordering', keys, `\`-\` descends. Default: \`${order}\`.`, 5)
}

function picked(
  name: string,
  choices: readonly string[],
  description: string,
  maxItems?: number
): Parameter {
  const schema: JSONSchema7 = {
    type: 'array',
    items: { type: 'string', enum: [...choices] },
    uniqueItems: true,
    minItems: 1,
    ...(maxItems && { maxItems }),
  }
  return query(name, schema, `${description} Repeated, or as one text with commas between them.`)
}
