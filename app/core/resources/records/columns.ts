import { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow, DateTimeColumnDecorator } from '@adonisjs/lucid/types/model'

/** The model that a record is one of. */
export function modelOfRecord(record: LucidRow): LucidModel {
  const model: unknown = record.constructor
  if (!isModel(model)) throw new Error('This is not a record of a model')
  return model
}

/** A record's values by the names of their columns. */
export function columnsOf(record: LucidRow): Record<string, unknown> {
  return named(record, record.$attributes)
}

/** The values that a record had when it was last read or written; none when it is new. */
export function originalColumnsOf(record: LucidRow): Record<string, unknown> {
  return named(record, record.$original)
}

function named(record: LucidRow, values: Readonly<Record<string, unknown>>) {
  const { attributesToColumns } = modelOfRecord(record).$keys
  return Object.fromEntries(
    Object.entries(values).map(([attribute, value]) => [
      attributesToColumns.get(attribute, attribute),
      value,
    ])
  )
}

function isModel(value: unknown): value is LucidModel {
  return typeof value === 'function' && '$keys' in value && 'table' in value
}

/**
 * A column that holds a moment. Written in ISO 8601, which names its zone and
 * costs luxon a twentieth of the database's own notation, that Lucid would
 * moreover ask a query builder for.
 */
export const timestamp: DateTimeColumnDecorator = (options) =>
  column.dateTime({ ...options, prepare: written })

function written(value: unknown): unknown {
  if (!DateTime.isDateTime(value)) return value
  if (!value.isValid) throw new Error(`This is not a moment: ${value.invalidReason}`)
  return value.toISO()
}

/** The attributes that were given to a record since it was last saved, also those that it had already. */
const said = new WeakMap<LucidRow, Set<string>>()

/** Notes that somebody gave these attributes, so that nothing is derived over them. */
export function say(record: LucidRow, ...attributes: readonly string[]): void {
  const known = said.get(record) ?? new Set()
  for (const attribute of attributes) known.add(attribute)
  said.set(record, known)
}

/**
 * Whether an attribute has a value that was given: another one, or the one that
 * it had. `$dirty` alone leaves the latter out, and answers what a save would
 * write, not what somebody said.
 */
export function isSaid(record: LucidRow, attribute: string): boolean {
  const value: unknown = record.$attributes[attribute]
  if (value === null || value === undefined) return false
  return attribute in record.$dirty || (said.get(record)?.has(attribute) ?? false)
}

/** Of these attributes, those that were given. */
export function saidOf(record: LucidRow, attributes: readonly string[]): ReadonlySet<string> {
  return new Set(attributes.filter((attribute) => isSaid(record, attribute)))
}

/** It is saved, or was refused: what comes next is another change. */
export function forgetSaid(record: LucidRow): void {
  said.delete(record)
}
