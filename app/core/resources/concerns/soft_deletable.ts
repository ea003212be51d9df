import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, scope } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { ensurePlacesFree } from '#core/associations/restored'
import { nounOf, runAction } from '#core/resources/concerns/emits_events'
import { modelOfRecord, timestamp } from '#core/resources/records/columns'

/**
 * Deleting hides a record from every surface and frees its unique values;
 * restoring brings it back when they are still free.
 */
export function SoftDeletable<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Deletable extends superclass {
    @timestamp()
    declare deletedAt: DateTime | null

    static notDeleted = scope((query: ModelQueryBuilderContract<LucidModel, unknown>) =>
      query.whereNull('deletedAt')
    )

    get isDeleted(): boolean {
      return this.deletedAt !== null && this.deletedAt !== undefined
    }

    /** Hides the record. Nothing happens when it is hidden already. */
    override async delete(): Promise<void> {
      if (this.isDeleted) return
      await runAction(this, 'delete', async () => {
        this.deletedAt = DateTime.utc()
        await this.save()
      })
    }

    /** Brings the record back. @throws 409 when its unique values, or its places, are taken meanwhile */
    async restore(): Promise<void> {
      const noun = nounOf(modelOfRecord(this))
      if (noun !== undefined) await ensurePlacesFree(noun, this)
      await runAction(this, 'restore', async () => {
        this.deletedAt = null
        await this.save()
      })
    }
  }
  return Deletable
}
