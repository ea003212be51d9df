import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'

/** Values of fields that plugins add, by plugin and field: `{ loyalty: { tier: 'gold' } }`. */
export type Extensions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What records are about to hold, once what was assigned has been added to what is there. */
const whole = new WeakMap<object, Extensions>()

/**
 * Carries fields of plugins. What is assigned is added to what is there: other
 * plugins' fields, and other fields of the same one, keep their values; null
 * clears.
 */
export function Extensible<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Extended extends superclass {
    @column()
    declare extensions: Extensions

    /** Before anything asks whether there is a change: a part of what is there is none. */
    override async save(): Promise<this> {
      Extended.keepOthers(this)
      try {
        return await super.save()
      } finally {
        whole.delete(this)
      }
    }

    /** Again before it is written, since hooks of plugins may have assigned something. */
    @beforeSave()
    static keepOthers(record: Extended) {
      const before = whole.get(record)
      if (record.$dirty.extensions === undefined || record.extensions === before) return
      record.extensions = merged(before ?? record.$original.extensions, record.extensions)
      whole.set(record, record.extensions)
    }
  }
  return Extended
}

function merged(before: Extensions = {}, added: Extensions): Extensions {
  const plugins = [...new Set([...Object.keys(before), ...Object.keys(added)])]
  const groups = plugins.map(
    (plugin) => [plugin, withoutNulls({ ...before[plugin], ...added[plugin] })] as const
  )
  return Object.fromEntries(
    groups.filter(([plugin, group]) => plugin in before || Object.keys(group).length > 0)
  )
}

function withoutNulls(
  values: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
