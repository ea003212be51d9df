import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { v7 as uuidv7 } from 'uuid'

/** Makes its own id, so that nothing has to come back from an insert. */
export function UuidKey<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Keyed extends superclass {
    static override selfAssignPrimaryKey = true

    @column({ isPrimary: true })
    declare id: string

    /** The record with this id, locked until the unit of work ends; null when there is none. */
    static findForUpdate<Model extends LucidModel>(
      this: Model,
      id: string
    ): Promise<InstanceType<Model> | null> {
      return this.query().where('id', id).forUpdate().first()
    }

    @beforeCreate()
    static assignId(record: Keyed) {
      record.id ??= uuidv7()
    }
  }
  return Keyed
}
