import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Can be taken out of use and back without being deleted. */
export function Activatable<Status extends string>() {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithStatus extends superclass {
      @column()
      declare status: Status | 'active' | 'inactive'

      /** Back into use. Nothing happens when it is in use. */
      async activate(): Promise<void> {
        this.status = 'active'
        await this.save()
      }

      /** Out of use. Nothing happens when it is already. */
      async deactivate(): Promise<void> {
        this.status = 'inactive'
        await this.save()
      }
    }
    return WithStatus
  }
}
