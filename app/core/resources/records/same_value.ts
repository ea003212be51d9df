import { isDeepStrictEqual } from 'node:util'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'

/** What a column holds, where that decides which ways of writing a value are the same. */
export type Kind = 'decimal' | 'date' | 'datetime' | null

/** What a model's column holds. */
export function kindOf(model: LucidModel, attribute: string): Kind {
  const type: unknown = model.$getColumn(attribute)?.meta?.type
  return type === 'decimal' || type === 'date' || type === 'datetime' ? type : null
}

/**
 * Whether a column would hold the same value afterwards, in whatever form each
 * of the two is written: `4` and `"4.00"`, a day as text and as a date, a
 * moment in two time zones.
 */
export function isSameValue(before: unknown, now: unknown, kind: Kind): boolean {
  if (before === now) return true
  if (isNothing(before) || isNothing(now)) return false
  switch (kind) {
    case 'decimal':
      return plainDecimal(before) === plainDecimal(now)
    case 'date':
      return dayOf(before) === dayOf(now)
    case 'datetime':
      return momentOf(before) === momentOf(now)
    default:
      return isSameContent(before, now)
  }
}

function isSameContent(before: unknown, now: unknown): boolean {
  if (DateTime.isDateTime(before) && DateTime.isDateTime(now)) return +before === +now
  return (
    isDeepStrictEqual(before, now) ||
    isDeepStrictEqual(withoutPrototypes(before), withoutPrototypes(now))
  )
}

/** Objects that validators make, and those that the driver reads, are of different kinds. */
function withoutPrototypes(value: unknown): unknown {
  return typeof value === 'object' && !DateTime.isDateTime(value) ? structuredClone(value) : value
}

/** `1054.00`, `01054` and 1054 are 1054; what is no number stays what it is. */
function plainDecimal(value: unknown): string {
  const text = String(value).trim()
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? []
  if (whole === '') return text
  const number = decimals === '' ? whole : `${whole}.${decimals}`
  return number === '0' ? number : `${sign}${number}`
}

function dayOf(value: unknown): unknown {
  return DateTime.isDateTime(value) ? value.toISODate() : value
}

function momentOf(value: unknown): unknown {
  if (typeof value === 'string') return DateTime.fromISO(value, { zone: 'utc' }).toMillis()
  return DateTime.isDateTime(value) ? value.toMillis() : value
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}
