import type { LucidRow } from '@adonisjs/lucid/types/model'
import { columnsOf, modelOfRecord } from '#core/resources/records/columns'
import { isSameValue, kindOf } from '#core/resources/records/same_value'

type Values = Readonly<Record<string, unknown>>

/**
 * What of a change would change the record: a file says again and again what
 * is there already, in other words for the same number or day.
 */
export function differences(record: LucidRow, change: Values): Values {
  const present = columnsOf(record)
  const model = modelOfRecord(record)
  return Object.fromEntries(
    Object.entries(change).filter(([column, value]) => {
      if (column === 'extensions') return !holdsExtensions(present.extensions, value)
      const attribute = model.$keys.columnsToAttributes.get(column, column)
      return !isSameValue(present[column] ?? null, value ?? null, kindOf(model, attribute))
    })
  )
}

/** Whether the record has these values of plugins' fields, besides others. */
function holdsExtensions(before: unknown, now: unknown): boolean {
  return Object.entries(Object(now)).every(([plugin, values]) => {
    const there: Values = Object(Object(before)[plugin])
    return Object.entries(Object(values)).every(([name, value]) =>
      isSameValue(there[name] ?? null, value ?? null, null)
    )
  })
}
