import { isDeepStrictEqual } from 'node:util'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { columnsOf } from '#models/columns'
import type { Resource } from '#resources/define_resource'

type Values = Readonly<Record<string, unknown>>

/**
 * What of a change would change the record: a file says again and again what
 * is there already, in other words for the same number or day.
 */
export function differences({ fields }: Resource, record: LucidRow, change: Values): Values {
  const present = columnsOf(record)
  return Object.fromEntries(
    Object.entries(change).filter(([column, value]) => {
      if (column === 'extensions') return !holdsExtensions(present.extensions, value)
      return !isSame(present[column], value, fields[column]?.type === 'decimal')
    })
  )
}

function isSame(before: unknown, now: unknown, isDecimal: boolean): boolean {
  if (before === now || (isNothing(before) && isNothing(now))) return true
  if (DateTime.isDateTime(before)) {
    return DateTime.isDateTime(now) ? +before === +now : before.toISODate() === now
  }
  if (isDecimal) return plain(before) === plain(now)
  return isDeepStrictEqual(before, now)
}

/** Whether the record has these values of plugins' fields, besides others. */
function holdsExtensions(before: unknown, now: unknown): boolean {
  return Object.entries(Object(now)).every(([plugin, values]) => {
    const there: Values = Object(Object(before)[plugin])
    return Object.entries(Object(values)).every(([name, value]) =>
      isSame(there[name], value, false)
    )
  })
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

/** `1054.00` is 1054. */
function plain(value: unknown): string {
  const [whole = '', decimals = ''] = String(value).split('.')
  const rest = decimals.replace(/0+$/, '')
  return rest === '' ? whole : `${whole}.${rest}`
}
