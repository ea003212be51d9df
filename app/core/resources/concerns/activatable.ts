import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { runAction } from '#core/resources/concerns/emits_events'

interface ActivatableRecord {
  activate(): Promise<void>
  deactivate(): Promise<void>
}

/** Can be taken out of use and back without being deleted. */
export function Activatable<Status extends string>() {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithStatus extends superclass {
      @column()
      declare status: Status | 'active' | 'inactive'

      /** Back into use. Nothing happens when it is in use. */
      async activate(): Promise<void> {
        if (this.status === 'active') return
        this.status = 'active'
        await runAction(this, 'activate', () => this.save())
      }

      /** Out of use. Nothing happens when it is already. */
      async deactivate(): Promise<void> {
        if (this.status === 'inactive') return
        this.status = 'inactive'
        await runAction(this, 'deactivate', () => this.save())
      }
    }
    return WithStatus
  }
}

/** The record as one that can be taken into use and out of it. @throws when it is none */
export function assertActivatable(record: LucidRow): LucidRow & ActivatableRecord {
  if (!isActivatable(record)) throw new Error('This record cannot be activated')
  return record
}

function isActivatable(record: LucidRow): record is LucidRow & ActivatableRecord {
  return 'activate' in record && 'deactivate' in record
}
