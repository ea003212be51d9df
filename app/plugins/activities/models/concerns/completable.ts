import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { ActivitySchema } from '#database/schema'
import { runAction } from '#core/resources/concerns/emits_events'

/** It is planned, and completed some time. */
export function Completable<T extends NormalizeConstructor<typeof ActivitySchema>>(superclass: T) {
  class Planned extends superclass {
    /** Done. Nothing happens when it is already. */
    async complete(): Promise<void> {
      if (this.status === 'completed') return
      this.status = 'completed'
      await runAction(this, 'complete', () => this.save())
    }

    /** Planned again, after it was completed or canceled. Nothing happens when it is planned. */
    async reopen(): Promise<void> {
      if (this.status === 'planned') return
      this.status = 'planned'
      await runAction(this, 'reopen', () => this.save())
    }

    /** A status that is written is what happened, however it came about. */
    outcomes(): readonly string[] {
      const { status } = this.$dirty
      if (status === 'completed') return ['complete']
      return this.$isPersisted && status === 'planned' ? ['reopen'] : []
    }
  }
  return Planned
}

interface Completed {
  complete(): Promise<void>
  reopen(): Promise<void>
}

/** @throws when its kind is not planned */
export function assertCompletable(record: LucidRow): LucidRow & Completed {
  if (isCompletable(record)) return record
  throw new Error('This record cannot be completed')
}

function isCompletable(record: LucidRow): record is LucidRow & Completed {
  return 'complete' in record && 'reopen' in record
}
