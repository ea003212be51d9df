import { column } from '@adonisjs/lucid/orm'
import type { DateTimeColumnDecorator, LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'

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
