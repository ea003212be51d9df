import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, beforeUpdate, column } from '@adonisjs/lucid/orm'

/** Counts its changes, so that a writer can say which state he has seen. */
export function Versioned<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Counted extends superclass {
    @column()
    declare version: number

    @beforeCreate()
    static beginAtOne(record: Counted) {
      record.version = 1
    }

    @beforeUpdate()
    static countChange(record: Counted) {
      if (Object.keys(record.$dirty).some((key) => key !== 'updatedAt')) record.version += 1
    }
  }
  return Counted
}
