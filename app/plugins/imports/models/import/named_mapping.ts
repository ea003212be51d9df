import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { EntryRule, Mapping, Rule } from '#plugins/imports/models/import/mapping'
import { writableFields } from '#plugins/imports/models/import/plan'
import { isKey } from '#core/resources/query/key_lookup'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'

/** By what people know a record, the best first. */
const KEYS = ['email', 'code', 'name', 'full_name', 'title', 'username']
/** What a cell that is called like the record alone holds. */
const NAMES = ['name', 'full_name', 'title']

/** Of whom, and of which file, columns are looked for. */
interface Sought {
  readonly caller: Identity
  readonly here: PluginSet
  readonly columns: readonly string[]
  readonly matchBy?: string | null
}

/** A column that a field may come from, and by what its cells name a record. */
interface Source {
  readonly called: string
  readonly lookup?: string
}

/**
 * The mapping of a file whose columns are called like the fields of a resource,
 * as exports and templates call them: `customer_id`, or `customer_name` for the
 * name of the customer. Empty when none is.
 */
export async function mappingByNames(
  resource: Resource,
  { caller, here, columns, matchBy = null }: Sought
): Promise<Mapping> {
  const called = columnsByName(columns)
  const writable = await writableFields(resource, caller)
  const names = [...writable.keys()]
  /* A deal's `lost_reason` is a text of its own, and not the record of `lost_reason_id`. */
  const own = new Set(names.map(plainName))
  const mapping: Record<string, Rule> = {}
  for (const name of matchBy === null ? names : new Set([...names, matchBy])) {
    for (const { called: wanted, lookup } of sourcesOf(resource, name, caller, here)) {
      const column = called.get(plainName(wanted))
      if (column === undefined || (lookup !== undefined && own.has(plainName(wanted)))) continue
      mapping[name] = { column, ...(lookup !== undefined && { lookup }) }
      break
    }
  }
  const taken = new Set(Object.values(mapping).map(({ column = '' }) => column))
  for (const [name, schema] of writable) {
    const addsTo = resource.fields[name]?.addsTo
    if (!addsTo || mapping[name] !== undefined) continue
    const entries = entriesCalled(addsTo.replace(/s$/, ''), kindsIn(schema), called)
    const further = entries.filter(({ column }) => !taken.has(column))
    if (further.length > 0) mapping[name] = { entries: further }
  }
  return mapping
}

/** Kinds that say of a column alone what it holds: `Mobile`, `Fax`. */
const TELLING: ReadonlySet<string> = new Set(['mobile', 'fax'])

/**
 * The columns that hold further entries of a list: `Work phone`, `Phone 2`, `E-mail 2 - Value`, `Mobile`.
 *
 * @param one what one entry is called: `phone`
 */
function entriesCalled(
  one: string,
  kinds: readonly string[],
  called: ReadonlyMap<string, string>
): EntryRule[] {
  const kind = `(?<kind>${kinds.join('|')})`
  const name = new RegExp(`^(?:${kind}?${one}(?:number|address)?\\d*(?:value|address)?)$`)
  const behind = new RegExp(`^${one}(?:number|address)?${kind}$`)
  /* In the order of the file, whose first one becomes the primary one. */
  return [...called].toReversed().flatMap(([plain, column]) => {
    const found = name.exec(plain) ?? behind.exec(plain)
    const said = TELLING.has(plain) && kinds.includes(plain) ? plain : found?.groups?.kind
    if (said !== undefined) return [{ column, kind: said }]
    return found ? [{ column }] : []
  })
}

/** Of what kinds the entries of a list are. */
function kindsIn({ items }: JSONSchema7): string[] {
  const properties: unknown = Object(items).properties
  const kinds: unknown = Object(Object(properties).kind).enum
  return Array.isArray(kinds) ? kinds.map(String) : []
}

/** How the columns of a file are called from which `mappingByNames` makes a mapping of all fields. */
export async function templateColumns(
  resource: Resource,
  caller: Identity,
  here: PluginSet
): Promise<string[]> {
  const names = [...(await writableFields(resource, caller)).keys()]
  const whole = names.filter((name) => !resource.fields[name]?.addsTo)
  return whole.map((name) => {
    const sources = sourcesOf(resource, name, caller, here)
    const byName = sources.find(({ lookup }) => NAMES.includes(lookup ?? ''))
    return (byName ?? { called: name }).called
  })
}

/** Names of columns by what they are compared by: `First Name`, `first_name` and `FIRST-NAME` are called alike. */
export function columnsByName(columns: readonly string[]): ReadonlyMap<string, string> {
  const named = columns.filter((column) => column !== '' && isOnce(column, columns))
  return new Map(named.toReversed().map((column) => [plainName(column), column]))
}

export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** By what a caller can name records of a resource in a file, the best first. */
export function keysOf(resource: Resource, caller: Identity): string[] {
  const visible = visibleFields(resource, caller)
  return KEYS.filter((name) => isKey(resource, name, visible))
}

function sourcesOf(
  resource: Resource,
  name: string,
  caller: Identity,
  here: PluginSet
): readonly Source[] {
  const related = relatedTo(resource, name, here)
  const exported = resource.fields[name]?.exportedAs
  if (!related) {
    return [exported ?? name, name, name.split('.').at(-1) ?? name].map((called) => ({ called }))
  }
  if (!caller.grants.allows(related.permission('read'))) return [{ called: name }]
  const base = name.replace(/_id$/, '')
  const keys = keysOf(related, caller)
  const own = NAMES.find((key) => keys.includes(key))
  return [
    { called: name },
    ...(own === undefined ? [] : [{ called: `${base}_name`, lookup: own }]),
    ...keys.map((lookup) => ({ called: `${base}_${lookup}`, lookup })),
    ...(own === undefined ? [] : [{ called: base, lookup: own }]),
  ]
}

function isOnce(column: string, columns: readonly string[]): boolean {
  return columns.indexOf(column) === columns.lastIndexOf(column)
}
