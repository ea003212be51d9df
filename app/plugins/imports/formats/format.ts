import type { Mapping, Rule } from '#plugins/imports/models/import/mapping'
import { columnsByName, plainName } from '#plugins/imports/models/import/named_mapping'
import { columnsOf, withColumns } from '#plugins/imports/models/import/mapping'

/** How the files of another system become records of a resource. */
export interface FileFormat {
  /** What the system is called. */
  readonly system: string
  readonly resource: string
  /** The columns by which its files are known: all of one of these lists. */
  readonly knownBy: readonly (readonly string[])[]
  /** Where each field comes from: the first of these whose columns the file has. A name alone is a column. */
  readonly fields: Readonly<Record<string, readonly (string | Rule)[]>>
}

/** The mapping of a file by a format; null when it is not of that format. */
export function mappingBy(
  { knownBy, fields }: FileFormat,
  columns: readonly string[]
): Mapping | null {
  const named = columnsByName(columns)
  const has = (name: string) => named.has(plainName(name))
  if (!knownBy.some((names) => names.every(has))) return null
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, sources]): [string, Rule][] => {
      const rules = sources.map((source) =>
        typeof source === 'string' ? { column: source } : withEntriesOf(source, has)
      )
      const found = rules.find((rule) => rule !== null && columnsOf(rule).every(has))
      if (!found) return []
      return [[field, withColumns(found, (name) => named.get(plainName(name)) ?? name)]]
    })
  )
}

/** Of the entries of a list, those whose columns the file has; null where it has none. */
function withEntriesOf(rule: Rule, has: (name: string) => boolean): Rule | null {
  if (rule.entries === undefined) return rule
  const entries = rule.entries.filter(({ column }) => has(column))
  return entries.length > 0 ? { ...rule, entries } : null
}

/** A cell that other systems do not check: what does not fit is left out, and said. */
export const lenient = (column: string, rule: Rule = {}): Rule => ({
  column,
  on_error: 'empty',
  ...rule,
})

/** The company of a person, by its name: one is made where there is none. */
export const companyNamed = (column: string): Rule =>
  lenient(column, { lookup: 'name', create: { customer_type: 'business' } })

/** All addresses or numbers of a person: `['Mobile Phone', 'mobile']`. @param separator between several in a cell */
export const contacts = (
  columns: readonly (readonly [column: string, kind: string])[],
  separator?: string
): Rule => ({
  entries: columns.map(([column, kind]) => ({ column, kind })),
  on_error: 'empty',
  ...(separator !== undefined && { separator }),
})
