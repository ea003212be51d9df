import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'

/** Values of fields that plugins add, by plugin and field: `{ loyalty: { tier: 'gold' } }`. */
export type Extensions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * Carries fields of plugins. What is assigned is added to what is there: other
 * plugins' fields, and other fields of the same one, keep their values; null
 * clears.
 */
export function Extensible<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Extended extends superclass {
    @column()
    declare extensions: Extensions

    @beforeSave()
    static keepOthers(record: Extended) {
      if (record.$dirty.extensions === undefined) return
      record.extensions = merged(record.$original.extensions, record.extensions)
    }
  }
  return Extended
}

function merged(before: Extensions = {}, added: Extensions): Extensions {
  const plugins = [...new Set([...Object.keys(before), ...Object.keys(added)])]
  return Object.fromEntries(
    plugins.map((plugin) => [plugin, withoutNulls({ ...before[plugin], ...added[plugin] })])
  )
}

function withoutNulls(
  values: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
