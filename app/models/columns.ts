import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'

/** A record's values by the names of their columns. */
export function columnsOf(record: LucidRow): Record<string, unknown> {
  const model = record.constructor as LucidModel
  return Object.fromEntries(
    Object.entries(record.$attributes).map(([attribute, value]) => [
      model.$keys.attributesToColumns.get(attribute, attribute),
      value,
    ])
  )
}
