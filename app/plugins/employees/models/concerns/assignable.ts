import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'
import Employee from '#plugins/employees/models/employee'

/** Somebody of the organization looks after it. */
export function Assignable<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Assigned extends superclass {
    @column()
    declare assignedToId: string | null

    @beforeSave()
    static async mustKnowAssignee({ $dirty: { assignedToId } }: Assigned) {
      if (assignedToId) await Employee.ensureActive(assignedToId, 'assigned_to_id')
    }
  }
  return Assigned
}
