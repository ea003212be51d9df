import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, beforeUpdate, column } from '@adonisjs/lucid/orm'

/** Counts its changes, so that a writer can say which state he has seen. */
export function Versioned<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Counted extends superclass {
    @column()
    declare version: number

    /** Its version alone is no change: it counts others. */
    override get $isDirty(): boolean {
      return Object.keys(this.$dirty).some((name) => name !== 'version')
    }

    /** A change that came to nothing, since something derived it away, is not counted. */
    override async save(): Promise<this> {
      await super.save()
      if (this.version !== this.$original.version) this.version = this.$original.version
      return this
    }

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
