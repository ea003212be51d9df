import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Remembers who made it, which is one of the ways a record is somebody's own. */
export function Authored<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class WithAuthor extends superclass {
    /** For the adapter, which writes it down. */
    static readonly remembersAuthor = true

    @column()
    declare createdById: string | null
  }
  return WithAuthor
}
