import type { JSONSchema7 } from 'json-schema'
import type { QueryString } from '#core/resources/query/list_request'
import { type DateUse, readDate } from '#plugins/imports/models/import/dates'
import {
  type DecimalMark,
  readAmount,
  readDecimal,
  withoutTrailingZeros,
} from '#plugins/imports/models/import/numbers'
import { readPhone } from '#plugins/imports/models/import/phones'

/** What a cell can come to: the texts, numbers and flags that a body of the API can hold. */
export type Scalar = string | number | boolean | null

/** Where an entry of a list comes from, and of what kind it is where entries have kinds: `mobile`. */
export interface EntryRule {
  readonly column: string
  readonly kind?: string | undefined
}

/** An entry of a list as a line says it. */
export interface ListEntry extends EntryRule {
  /** What the cell holds, or a part of it. */
  readonly value: string
}

/** What a rule makes of a line. */
export type CellValue = Scalar | readonly ListEntry[]

/** How a field gets its value from a line. One of `column`, `template`, `value` and `entries` is there. */
export interface Rule {
  readonly column?: string | undefined
  /** Of a list: a column for each of its entries. Empty cells make none. */
  readonly entries?: readonly EntryRule[] | undefined
  /** Text with names of columns in braces. Empty when all of them are. */
  readonly template?: string | undefined
  /** The same for all lines. */
  readonly value?: Scalar | undefined
  /** What certain texts stand for. */
  readonly values?: Readonly<Record<string, Scalar>> | undefined
  /** What all texts stand for that `values` does not name. */
  readonly otherwise?: Scalar | undefined
  /** What an empty cell stands for. */
  readonly default?: Scalar | undefined
  /** Whether an empty cell keeps what is there, as it does unless this is said, or clears it. */
  readonly empty?: 'keep' | 'clear' | undefined
  /** The field of the related record that holds the text. */
  readonly lookup?: string | undefined
  /** Among which of the related records, by filters of their list. */
  readonly where?: QueryString | undefined
  /** What a record that is not found is made of, besides the text itself; without it, none is made. */
  readonly create?: Readonly<Record<string, Scalar>> | undefined
  /** How dates are written: `M/D/YYYY`, `D MMM, YYYY HH:mm`. */
  readonly date_format?: string | undefined
  /** In which language dates name months: `de`. */
  readonly date_language?: string | undefined
  /** What stands before the decimals of a number. */
  readonly decimal_mark?: DecimalMark | undefined
  /** Of which currency amounts are that may say it (ISO 4217). */
  readonly currency?: string | undefined
  /** Of which country phone numbers are that do not say it (ISO 3166). */
  readonly phone_country?: string | undefined
  /** Whether a cell that does not fit refuses its line, as it does by default, or counts as empty. */
  readonly on_error?: 'refuse' | 'empty' | undefined
  /** What stands between the entries of a list. */
  readonly separator?: string | undefined
}

/** By the names of fields; fields of plugins are `extensions.<plugin>.<field>`. */
export type Mapping = Readonly<Record<string, Rule>>

/** What is wrong with a line, and where: in this column, for this field. */
export interface LineError {
  readonly column: string | null
  readonly field: string | null
  readonly rule: string
  readonly message: string
}

const PLACE = /\{([^{}]*)\}/g

/** A text that spreadsheets were kept from running: exports put the apostrophe there. */
const ESCAPED = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/

/** The columns that a rule reads. */
export function columnsOf({ column, template, entries }: Rule): string[] {
  if (column !== undefined) return [column]
  if (entries !== undefined) return entries.map((entry) => entry.column)
  return [...(template ?? '').matchAll(PLACE)].map(([, name = '']) => name)
}

/** A rule that reads columns of other names. */
export function withColumns(rule: Rule, named: (column: string) => string): Rule {
  const { column, template, entries } = rule
  return {
    ...rule,
    ...(column !== undefined && { column: named(column) }),
    ...(entries !== undefined && {
      entries: entries.map((entry) => ({ ...entry, column: named(entry.column) })),
    }),
    ...(template !== undefined && {
      template: template.replaceAll(PLACE, (_, name: string) => `{${named(name)}}`),
    }),
  }
}

/** The column to which an error of the field belongs; null where it has none of its own. */
export function columnOf(mapping: Mapping, field: string | null): string | null {
  const rule = field === null ? undefined : ruleOf(mapping, field)
  return (rule && columnsOf(rule)[0]) ?? null
}

/** The rule of a field, also where an error names a part of it: `tags.0`, `emails_add.0.value`. */
function ruleOf(mapping: Mapping, field: string): Rule | undefined {
  return mapping[field] ?? mapping[partOf(field).field]
}

/** The field that an error is about, and the place in its list where it is about an entry of one. */
export function partOf(field: string): { readonly field: string; readonly place: number | null } {
  const [, list, place] = /^(.+?)\.(\d+)(?:\..*)?$/.exec(field) ?? []
  return list === undefined ? { field, place: null } : { field: list, place: Number(place) }
}

/** What a field is asked for: how its values are written, and where its days are. */
export interface Target {
  readonly schema: JSONSchema7
  readonly zone: string
}

/**
 * What a rule makes of a line; undefined leaves the field out of the body.
 *
 * @throws {UnreadableCell} when the cell is not written as the rule says
 */
export function valueOf(
  rule: Rule,
  cell: (column: string) => string,
  target: Target
): CellValue | undefined {
  if (rule.value !== undefined) return rule.value
  if (rule.entries !== undefined) return entriesOf(rule, rule.entries, cell)
  const text = textOf(rule, (column) => cell(column).replace(ESCAPED, ''))
  if (text === '') return emptyOf(rule)
  const value = meaningOf(rule, text)
  return typeof value === 'string' ? formatted(rule, value, target) : value
}

/** Undefined where all cells are empty. */
function entriesOf(
  { separator, phone_country: country }: Rule,
  entries: readonly EntryRule[],
  cell: (column: string) => string
): readonly ListEntry[] | undefined {
  const found = entries.flatMap((entry) => {
    const text = cell(entry.column)
    const parts = separator === undefined ? [text] : text.split(separator)
    return parts
      .map((part) => part.trim().replace(ESCAPED, ''))
      .filter((part) => part !== '')
      .map((part) => (country === undefined ? part : readPhone(part, country)))
      .map((value) => ({ ...entry, value }))
  })
  return found.length > 0 ? found : undefined
}

/** What an empty cell stands for. */
export function emptyOf({ default: defaultValue, empty }: Rule): Scalar | undefined {
  if (defaultValue !== undefined) return defaultValue
  return empty === 'clear' ? null : undefined
}

function formatted(rule: Rule, text: string, { schema, zone }: Target): string {
  const { date_format: format, date_language: language, decimal_mark: mark } = rule
  const use: DateUse = { isMoment: schema.format === 'date-time', zone }
  if (format !== undefined || use.isMoment) return readDate(text, { format, language }, use)
  if (rule.currency !== undefined) return readAmount(text, rule.currency, mark ?? '.')
  if (rule.phone_country !== undefined) return readPhone(text, rule.phone_country)
  return mark === undefined ? text : readDecimal(text, mark)
}

function textOf({ column, template = '' }: Rule, cell: (column: string) => string): string {
  if (column !== undefined) return cell(column).trim()
  const named = [...template.matchAll(PLACE)].map(([, name = '']) => cell(name).trim())
  if (named.every((text) => text === '')) return ''
  return template.replaceAll(PLACE, (_, name: string) => cell(name).trim()).trim()
}

function meaningOf({ values = {}, otherwise }: Rule, text: string): Scalar {
  const meant = Object.hasOwn(values, text) ? values[text] : otherwise
  return meant === undefined ? text : meant
}

/** So many digits a number of JSON holds without rounding them. */
const EXACT_DIGITS = 15

/** A value as its field's schema asks for it. What does not fit stays as it is, and is refused there. */
export function typed(value: CellValue, { type, items }: JSONSchema7, separator = ','): unknown {
  if (value === null) return null
  const types = [type].flat()
  if (types.includes('array') || items || typeof value === 'object') {
    const isOfObjects = Object(items).type === 'object'
    return listed(value, separator).map(({ value: text, kind }) =>
      isOfObjects ? { value: text, ...(kind !== undefined && { kind }) } : text
    )
  }
  if (types.includes('integer') || types.includes('number')) {
    if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return value
    const number = withoutTrailingZeros(value)
    return types.includes('string') || digitsIn(number) > EXACT_DIGITS ? number : Number(number)
  }
  if (types.includes('boolean')) {
    const word = String(value).toLowerCase()
    return word === 'true' || word === 'false' ? word === 'true' : value
  }
  return String(value)
}

function listed(
  value: Exclude<CellValue, null>,
  separator: string
): readonly Omit<ListEntry, 'column'>[] {
  if (typeof value === 'object') return value
  return String(value)
    .split(separator)
    .map((entry) => ({ value: entry.trim() }))
    .filter((entry) => entry.value !== '')
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, '').length
}

/** What holds fields of plugins, and of the organization. */
const GROUPS: ReadonlySet<string> = new Set(['extensions', 'custom'])

/** What may be written, as a closed set of fields: those of plugins by their full names. */
export function writableOf(schema: JSONSchema7, prefix = ''): Map<string, JSONSchema7> {
  const fields = new Map<string, JSONSchema7>()
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === 'boolean') continue
    const isGroup = property.properties !== undefined && (prefix !== '' || GROUPS.has(name))
    if (!isGroup) fields.set(`${prefix}${name}`, property)
    else for (const entry of writableOf(property, `${prefix}${name}.`)) fields.set(...entry)
  }
  return fields
}
