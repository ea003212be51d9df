import { v7 as uuidv7 } from 'uuid'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import type { LucidRow, LucidModel } from '@adonisjs/lucid/types/model'

/** Counts its changes, so that a writer can say which state was seen. */
export function Versioned<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Counted extends superclass {
    /** Told apart from models with a version of another meaning. */
    readonly countsChanges = true

    @column()
    declare version: number

    /** Its version alone is no change: it counts others. */
    override get $isDirty(): boolean {
      return Object.keys(this.$dirty).some((name) => name !== 'version')
    }

    @beforeCreate()
    static beginAtOne(record: Counted) {
      record.version = 1
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
  return 'countsChanges' in record
}

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
