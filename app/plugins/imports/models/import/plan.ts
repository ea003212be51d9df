import type { JSONSchema7 } from 'json-schema'
import type { Problem } from '#core/http/exceptions/problem'
import { hasCellsOf } from '#plugins/imports/models/import/csv_columns'
import type { ReadLine } from '#plugins/imports/models/import/csv_file'
import {
  type CellValue,
  type LineError,
  type Mapping,
  type Rule,
  columnOf,
  emptyOf,
  partOf,
  typed,
  valueOf,
  writableOf,
} from '#plugins/imports/models/import/mapping'
import { UnreadableCell } from '#plugins/imports/models/import/unreadable_cell'
import { writesOf } from '#core/resources/records/record'
import type { PluginSet } from '#core/plugins/plugin_set'
import { keyOf } from '#core/resources/query/key_lookup'
import { hiddenFields } from '#core/resources/query/visible_fields'
import type { Identity } from '#core/access/identity'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

/** How the lines of a file become records: what its mapping says, made ready for them. */
export interface Plan {
  readonly resource: Resource
  /** The plugins of the organization, which may narrow what is found. */
  readonly here: PluginSet
  readonly mapping: Mapping
  /** The names of the columns; empty where one has none. */
  readonly columns: readonly string[]
  /** Where each column that has a name stands in a line. */
  readonly positions: ReadonlyMap<string, number>
  readonly matchBy: string | null
  /** Whether a line whose key nobody has makes a new record: the key can be written. */
  readonly makesByKey: boolean
  /** What may be written, with the kind of each value. */
  readonly writable: ReadonlyMap<string, JSONSchema7>
  /** Those of them that can be said only of a new record. */
  readonly onlyNew: ReadonlySet<string>
  /** Where the days of the organization are. */
  readonly zone: string
}

interface PlanRequest {
  readonly mapping: Mapping
  readonly columns: readonly string[]
  readonly matchBy: string | null
}

/** A line as its mapping reads it. */
export interface Entry {
  readonly line: ReadLine
  /** Values by the names of fields, before what is related is looked for. */
  readonly values: ReadonlyMap<string, CellValue>
  /** By what it is matched, if it is. */
  readonly key: string | null
  readonly errors: readonly LineError[]
  /** Why cells count as empty that hold something. */
  readonly warnings: readonly LineError[]
}

export async function planOf(
  resource: Resource,
  caller: Identity,
  here: PluginSet,
  { mapping, columns, matchBy }: PlanRequest
): Promise<Plan> {
  const writable = await writableFields(resource, caller)
  return {
    resource,
    here,
    mapping,
    columns,
    positions: new Map(columns.map((column, position) => [column, position])),
    matchBy,
    makesByKey: matchBy !== null && writable.has(matchBy),
    writable,
    onlyNew: await onlyNewFields(resource, writable),
    zone: await organizationZone(),
  }
}

async function onlyNewFields(
  resource: Resource,
  writable: ReadonlyMap<string, unknown>
): Promise<ReadonlySet<string>> {
  const { update } = await writesOf(resource)
  const changeable = writableOf(update.describe?.() ?? {})
  return new Set([...writable.keys()].filter((name) => !changeable.has(name)))
}

/** What may be said of a new record besides what a request may: since when it is there. */
export const CREATED_AT = 'created_at'

/** What a caller may write of a resource, by the names of fields; nothing when it does not say. */
export async function writableFields(
  resource: Resource,
  caller: Identity
): Promise<ReadonlyMap<string, JSONSchema7>> {
  const { create } = await writesOf(resource)
  const hidden = hiddenFields(resource, caller)
  const all = writableOf(create.describe?.() ?? {})
  if (resource.fields[CREATED_AT]?.type === 'timestamp') {
    all.set(CREATED_AT, { type: 'string', format: 'date-time' })
  }
  return new Map([...all].filter(([name]) => !hidden.has(name)))
}

/** Reads a line. What cannot be read of it is an error of the line. */
export function readEntry(plan: Plan, line: ReadLine): Entry {
  const { mapping, matchBy, columns, positions, writable, zone } = plan
  const { cells } = line
  const values = new Map<string, CellValue>()
  const errors: LineError[] = []
  const warnings: LineError[] = []
  if (!hasCellsOf(columns, cells)) errors.push(miscounted(cells.length, columns.length))
  const cell = (column: string) => cells[positions.get(column) ?? -1] ?? ''
  const take = (field: string, value: CellValue | undefined) => {
    if (value !== undefined) values.set(field, value)
  }
  for (const [field, rule] of Object.entries(mapping)) {
    try {
      take(field, valueOf(rule, cell, { schema: writable.get(field) ?? {}, zone }))
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error
      const { rule: broken, message } = error
      const said = { column: columnOf(mapping, field), field, rule: broken, message }
      if (rule.on_error === 'empty') take(field, emptyOf(rule))
      ;(rule.on_error === 'empty' ? warnings : errors).push(said)
    }
  }
  errors.push(...nameCurrency(plan, values))
  const key = matchBy === null ? null : matchKey(plan.resource, matchBy, values.get(matchBy))
  return { line, values, key, errors, warnings }
}

/**
 * An amount whose rule says its currency says that of its record, too.
 *
 * @returns what is wrong where the line says another one
 */
function nameCurrency({ mapping, writable }: Plan, values: Map<string, CellValue>): LineError[] {
  if (!writable.has('currency')) return []
  return Object.entries(mapping).flatMap(([field, { currency }]) => {
    if (currency === undefined || typeof values.get(field) !== 'string') return []
    const said = values.get('currency') ?? currency
    if (String(said).toUpperCase() !== currency) {
      const message = `The amount is in ${currency}, and the line says ${String(said)}`
      return [{ column: columnOf(mapping, field), field, rule: 'currency', message }]
    }
    values.set('currency', said)
    return []
  })
}

/**
 * The line again, with cells as empty that its mapping lets be so when they do
 * not fit; null when something else is wrong with it, too.
 */
export function withoutUnfit(plan: Plan, entry: Entry, problem: Problem): Entry | null {
  if (problem.code !== 'validation_failed') return null
  const values = new Map(entry.values)
  const wrong = errorsOf(plan, entry, problem)
  const unfit = Map.groupBy(wrong, ({ field }) => partOf(field ?? '').field)
  for (const [named, errors] of unfit) {
    const rule = plan.mapping[named]
    const before = entry.values.get(named)
    if (rule?.on_error !== 'empty' || before === undefined) return null
    const places = new Set(errors.map(({ field }) => partOf(field ?? '').place))
    const rest = withoutPlaces(before, places) ?? emptyOf(rule)
    if (rest === before) return null
    if (rest === undefined) values.delete(named)
    else values.set(named, rest)
  }
  return { ...entry, values, warnings: onePerCell([...entry.warnings, ...wrong]) }
}

/** A cell that several fields come from does not fit once. */
function onePerCell(errors: readonly LineError[]): LineError[] {
  const cells = Map.groupBy(errors, ({ column, field, rule }) => `${column ?? field} ${rule}`)
  return [...cells.values()].flatMap(([first]) => first ?? [])
}

/** The other entries of a list; undefined where there are none, or all of it is wrong. */
function withoutPlaces(
  value: CellValue,
  places: ReadonlySet<number | null>
): CellValue | undefined {
  if (value === null || typeof value !== 'object' || places.has(null)) return undefined
  const rest = value.filter((_, place) => !places.has(place))
  return rest.length > 0 ? rest : undefined
}

/**
 * The body that a request would have for a line.
 *
 * @param ids of what is related, by the names of fields
 */
export function bodyOf(
  { mapping, writable }: Plan,
  { values }: Entry,
  ids: ReadonlyMap<string, string>
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [field, schema] of writable) {
    const value = values.get(field)
    if (value === undefined) continue
    put(body, field, ids.get(field) ?? typed(value, schema, separatorOf(mapping[field])))
  }
  return body
}

/** Why a line was refused, by its columns. */
export function errorsOf({ mapping }: Plan, { values }: Entry, problem: Problem): LineError[] {
  const { code, errors, extra, message } = problem
  const wrong = errors ?? [
    { field: typeof extra.field === 'string' ? extra.field : null, rule: String(code), message },
  ]
  return wrong.map((error) => {
    const { field, place } = partOf(error.field ?? '')
    const value = values.get(field)
    const entry = typeof value === 'object' && place !== null ? value?.[place] : undefined
    return { ...error, column: entry?.column ?? columnOf(mapping, error.field) }
  })
}

/** By what a line is matched, in the form in which keys are compared. */
function matchKey(resource: Resource, field: string, value: unknown): string | null {
  const key = value === null || value === undefined ? '' : keyOf(resource, field, String(value))
  return key === '' ? null : key
}

/** Fields of plugins, and of the organization, stand in objects of their own. */
function put(body: Record<string, unknown>, field: string, value: unknown): void {
  const [name = '', ...within] = field.split('.')
  if (within.length === 0) {
    body[name] = value
    return
  }
  const group: Record<string, unknown> = { ...Object(body[name]) }
  put(group, within.join('.'), value)
  body[name] = group
}

function separatorOf(rule: Rule | undefined): string | undefined {
  return rule?.separator
}

function miscounted(found: number, wanted: number): LineError {
  return {
    column: null,
    field: null,
    rule: 'cells',
    message: `The line has ${found} cells, and the file has ${wanted} columns`,
  }
}

async function organizationZone(): Promise<string> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ time_zone: string }>(
    'SELECT time_zone FROM organizations WHERE id = $1',
    [unit.organizationId]
  )
  return rows[0]?.time_zone ?? 'UTC'
}
