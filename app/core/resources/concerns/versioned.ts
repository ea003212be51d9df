import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { modelOfRecord } from '#core/resources/records/columns'

/** The version that a new record begins with. */
export const FIRST_VERSION = 1

/** Counts its changes, so that a writer can say which state was seen. */
export function Versioned<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Counted extends superclass {
    /** For the adapter, which begins and goes on counting. Other models may have a version of another meaning. */
    static readonly countsChanges = true

    @column()
    declare version: number

    /** Its version alone is no change: it counts others. */
    override get $isDirty(): boolean {
      return Object.keys(this.$dirty).some((name) => name !== 'version')
    }
  }
  return Counted
}

/**
 * Counts a change in what is about to be written of a record. Not in a hook:
 * the hooks that come after it derive further columns, and would write them to
 * a version that somebody has seen without them.
 *
 * @param columns what is written, by the names of columns
 */
export function countChange(
  record: LucidRow,
  columns: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  if (!isCounted(record)) return columns
  if (Object.keys(columns).every((name) => name === 'updated_at')) return columns
  record.version = Number(record.$original.version) + 1
  return { ...columns, version: record.version }
}

function isCounted(record: LucidRow): record is LucidRow & { version: number } {
  return 'countsChanges' in modelOfRecord(record)
}
