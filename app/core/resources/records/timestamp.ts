import { column } from '@adonisjs/lucid/orm'
import type { DateTimeColumnDecorator } from '@adonisjs/lucid/types/model'
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
