import { columnOf } from '#core/resources/query/field_sql'
import { resourceOfTable } from '#admin/page_resources'
import type { Query } from '#admin/query_string'
import { flat, queryWith } from '#admin/query_string'
import { SEARCHED } from '#admin/page_search'
import { choiceLabel, labelIn } from '#admin/humanize'
import type { Resource } from '#core/resources/define_resource'
import type { Field } from '#core/resources/fields'

interface Option {
  readonly value: string
  readonly label: string
  readonly isChosen: boolean
}

/** One way to narrow a list, as a form shows it. */
export interface FilterInput {
  readonly name: string
  readonly label: string
  readonly kind: 'choices' | 'select' | 'relation' | 'text' | 'number' | 'date'
  readonly value: string
  readonly options: readonly Option[]
  /** Where the records are looked up to which a relation can lead. */
  readonly table: string | null
}

/** A relation that a list is narrowed by. */
export interface RelatedFilter {
  readonly name: string
  readonly table: string
  /** The id of the record that it leads to; null while no one narrows by it. */
  readonly id: string | null
}

/** What related records are called, by their ids. */
export type Names = ReadonlyMap<string, string>

/** A filter that is in force, and the list without it. */
export interface ActiveFilter {
  readonly label: string
  readonly value: string
  readonly without: string
}

const SIGNS: Readonly<Record<string, string>> = {
  eq: 'is',
  ne: 'is not',
  in: 'is',
  nin: 'is not',
  gt: 'after',
  gte: 'from',
  lt: 'before',
  lte: 'until',
  contains: 'contains',
  starts_with: 'starts with',
}

/** Not filters, but how the list is shown. */
export const LIST_PARAMETERS: ReadonlySet<string> = new Set([
  'page',
  'page_size',
  'ordering',
  'search',
  'deleted',
  'columns',
])

/**
 * The filters of a resource: those that a user sees in the list first, then
 * the rest.
 */
export function filterInputs(
  resource: Resource,
  visible: ReadonlySet<string>,
  query: Query,
  names: Names = new Map()
) {
  const related = relatedFilters(resource, visible, query)
  const entries = Object.entries(resource.fields).filter(
    ([name, field]) =>
      visible.has(name) &&
      name !== SEARCHED &&
      field.operators.length > 0 &&
      field.type !== 'uuid' &&
      !field.compared
  )
  const isFirst = ([name, field]: [string, Field]) =>
    field.choices !== null || field.type === 'boolean' || resource.list.includes(name)
  const given = new Map(flat(query))
  const inputs = (chosen: [string, Field][]) =>
    chosen.flatMap(([name, field]) => inputsOf(resource, name, field, given))
  return {
    first: inputs(entries.filter(isFirst)),
    related: related.map((filter) => relatedInput(resource, filter, names)),
    more: inputs(entries.filter((entry) => !isFirst(entry))),
  }
}

/**
 * The relations of a resource that a list can be narrowed by, as far as what
 * they lead to has pages: each once, though several fields may show it.
 */
export function relatedFilters(
  resource: Resource,
  visible: ReadonlySet<string>,
  query: Query
): RelatedFilter[] {
  const given = new Map(flat(query))
  const found = new Map<string, RelatedFilter>()
  for (const [name, field] of Object.entries(resource.fields)) {
    if (!visible.has(name) || field.operators.length === 0) continue
    const column = field.type === 'uuid' && field.aliasOf === null ? columnOf(resource, name) : null
    const relation = Object.values(resource.relations).find(({ key }) => column === key)
    if (column === null || !relation || found.has(column) || !hasPages(relation.table)) continue
    found.set(column, { name, table: relation.table, id: given.get(name) ?? null })
  }
  return [...found.values()]
}

function hasPages(table: string): boolean {
  return table === 'users' || resourceOfTable(table) !== null
}

function relatedInput(
  resource: Resource,
  { name, table, id }: RelatedFilter,
  names: Names
): FilterInput {
  const chosen = id === null ? [] : [{ value: id, label: names.get(id) ?? id, isChosen: true }]
  const label = labelIn(resource, name.replace(/_id$/, ''))
  return { name, label, kind: 'relation', value: id ?? '', options: chosen, table }
}

function inputsOf(
  resource: Resource,
  name: string,
  field: Field,
  given: ReadonlyMap<string, string>
): FilterInput[] {
  const label = labelIn(resource, name)
  const input = (
    kind: FilterInput['kind'],
    operator: string | null,
    text = label,
    options: readonly [string, string][] = []
  ): FilterInput => {
    const parameter = operator === null ? name : `${name}[${operator}]`
    const value = given.get(parameter) ?? ''
    const chosen = kind === 'choices' ? value.split(',') : [value]
    return {
      name: parameter,
      label: text,
      kind,
      value,
      table: null,
      options: options.map(([option, shown]) => ({
        value: option,
        label: shown,
        isChosen: chosen.includes(option),
      })),
    }
  }

  if (field.choices) {
    const choices = field.choices.map((word): [string, string] => [word, choiceLabel(field, word)])
    return [input('choices', 'in', label, choices)]
  }
  switch (field.type) {
    case 'boolean':
      return [
        input('select', null, label, [
          ['true', 'Yes'],
          ['false', 'No'],
        ]),
      ]
    case 'date':
    case 'timestamp':
      return [input('date', 'gte', `${label} from`), input('date', 'lt', `${label} before`)]
    case 'integer':
    case 'decimal':
      return [input('number', 'gte', `${label} from`), input('number', 'lte', `${label} to`)]
    default:
      return [input('text', 'contains')]
  }
}

/** The filters in force. */
export function activeFilters(
  resource: Resource,
  query: Query,
  path: string,
  names: Names = new Map()
): ActiveFilter[] {
  return flat(query)
    .filter(([name]) => !LIST_PARAMETERS.has(name))
    .map(([name, value]) => {
      const [, field = name, operator = 'eq'] = /^([\w.]+)(?:\[(\w+)\])?$/.exec(name) ?? []
      const known = resource.fields[field]
      return {
        label:
          `${labelIn(resource, known?.embeddedAs ?? field)} ${operator === 'is_null' ? '' : (SIGNS[operator] ?? operator)}`.trim(),
        value: names.get(value) ?? shownValue(known, operator, value),
        without: `${path}${queryWith(query, { [name]: null, page: null })}`,
      }
    })
}

function shownValue(field: Field | undefined, operator: string, value: string): string {
  if (operator === 'is_null') return value === 'true' ? 'is empty' : 'is not empty'
  if (value === 'true') return 'yes'
  if (value === 'false') return 'no'
  if (!field?.choices) return value
  return value
    .split(',')
    .map((choice) => choiceLabel(field, choice))
    .join(' or ')
}
