import { SEARCHED } from '#admin/page_search'
import { EXTENSIONS } from '#admin/values'
import { labelIn } from '#admin/humanize'
import { badRequest } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import type { Field } from '#core/resources/fields'

/** A field that can be a column, as the form that chooses them shows it. */
export interface ColumnChoice {
  readonly name: string
  readonly label: string
  readonly isChosen: boolean
}

/** Fields that say in a list what the page says already. */
const IMPLIED = new Set(['id', 'organization', 'organization_id', 'organization_name', 'user_id'])
const MAX = 8
/** What the table of a window of 1280 has room for, in pixels, beside the boxes to choose records by. */
const ROOM = 936
/** The least room for a column of texts, which take what is left. */
const MIN = 84
const MAX_CHOSEN = 16

/** The columns of a list: those that a user chose, or those that the resource has for people. */
export function columnsOf(
  resource: Resource,
  visible: ReadonlySet<string>,
  asked: unknown = undefined
): string[] {
  if (asked === undefined) return usualColumns(resource, visible)
  const names = String(asked).split(',')
  const possible = new Set(possibleColumns(resource, visible))
  const unknown = names.find((name) => !possible.has(name))
  if (unknown !== undefined || names.length > MAX_CHOSEN) {
    throw badRequest('unknown_field', `There is no column "${unknown ?? ''}".`, 'columns')
  }
  return [...new Set(names)]
}

/** What could be a column, those that are in the order in which they are shown. */
export function columnChoices(
  resource: Resource,
  visible: ReadonlySet<string>,
  chosen: readonly string[]
): ColumnChoice[] {
  const others = possibleColumns(resource, visible).filter((name) => !chosen.includes(name))
  return [...chosen, ...others].map((name) => ({
    name,
    label: labelIn(resource, name),
    isChosen: chosen.includes(name),
  }))
}

/** Those of the resource, and those that plugins add to it, for which the last of the others make room. */
function usualColumns(resource: Resource, visible: ReadonlySet<string>): string[] {
  const own = ownColumns(resource, visible)
  const added = Object.entries(resource.fields)
    .filter(([name, field]) => isAddedColumn(name, field) && visible.has(name))
    .map(([name]) => name)
  if (added.length === 0) return own
  const last = own.filter((name) => name === 'created_at')
  const first = own.filter((name) => name !== 'created_at')
  while (first.length > 1 && widthOf(resource, [...first, ...added, ...last]) > ROOM) first.pop()
  return [...first, ...added, ...last]
}

function isAddedColumn(name: string, field: Field): boolean {
  return name.startsWith(EXTENSIONS) && (field.in?.includes('page') ?? false)
}

function ownColumns(resource: Resource, visible: ReadonlySet<string>): string[] {
  const own = resource.page?.columns
  if (own) return own.filter((name) => visible.has(name))
  const shown = resource.list
    .filter((name) => visible.has(name) && !IMPLIED.has(name))
    .filter((name) => !isRelation(resource, name))
    .filter((name) => !(name.endsWith('_display') && resource.list.includes(name.slice(0, -8))))
  const last = shown.includes('created_at') ? ['created_at'] : []
  const first = shown.filter((name) => name !== 'created_at')
  const isTooMuch = () =>
    first.length + last.length > MAX || widthOf(resource, [...first, ...last]) > ROOM
  while (first.length > 1 && isTooMuch()) first.pop()
  return [...first, ...last]
}

/** Whether what a column holds may be cut off, so that it takes the room that others leave. */
export function isFluid({ type, choices }: Field): boolean {
  return choices === null && (type === 'text' || type === 'textArray' || type === 'json')
}

/** The least room for these columns, in pixels. */
export function widthOf(resource: Resource, names: readonly string[]): number {
  return names.reduce((sum, name) => {
    const field = resource.fields[name]
    return (
      sum +
      (field ? Math.max(columnWidth(field), longestWord(labelIn(resource, name)) * 7 + 20) : 0)
    )
  }, 0)
}

/** Whether a field is the id of a related record, or its former name: its summary is for people. */
export function isRelation({ fields }: Resource, name: string): boolean {
  const field = fields[name]
  return field?.type === 'uuid' && (name.endsWith('_id') || field.aliasOf !== null)
}

/** Whether a field of a plugin says who or what another record is. */
function isReference(name: string, { filteredAs }: Field): boolean {
  return name.startsWith(EXTENSIONS) && filteredAs !== null
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map((word) => word.length))
}

function columnWidth(field: Field): number {
  if (isFluid(field)) return MIN
  switch (field.type) {
    case 'timestamp':
      return 138
    case 'date':
    case 'decimal':
    case 'text':
      return 100
    default:
      return 80
  }
}

/** What is one value, and not the record's own bookkeeping. */
function possibleColumns(resource: Resource, visible: ReadonlySet<string>): string[] {
  const usual = usualColumns(resource, visible)
  const isPlain = ([name, field]: [string, Field]) =>
    (field.type !== 'json' || isReference(name, field)) &&
    field.type !== 'uuid' &&
    field.sqlFor === null &&
    !IMPLIED.has(name) &&
    name !== SEARCHED &&
    field.conditions?.required === undefined &&
    !name.endsWith('_display')
  const plain = Object.entries(resource.fields)
    .filter((entry) => visible.has(entry[0]) && isPlain(entry))
    .map(([name]) => name)
  return [...new Set([...usual, ...plain])]
}
