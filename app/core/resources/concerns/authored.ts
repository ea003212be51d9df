import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Remembers who made it, which is one of the ways a record is somebody's own. */
export function Authored<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class WithAuthor extends superclass {
    @column()
    declare createdById: string | null

    @beforeCreate()
    static rememberAuthor(record: WithAuthor) {
      record.createdById ??= UnitOfWork.get().actorId
    }
  }
  return WithAuthor
}
