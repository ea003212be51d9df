import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { beforeChangeOf } from '#core/resources/records/changes'
import Employee from '#plugins/employees/models/employee'

/** Somebody of the organization looks after it. */
export function Assignable<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Assigned extends superclass {
    @column()
    declare assignedToId: string | null

    @belongsTo(() => Employee, { foreignKey: 'assignedToId' })
    declare assignee: BelongsTo<typeof Employee>

    @beforeChangeOf('assignedToId')
    static async mustKnowAssignee({ assignedToId }: Assigned) {
      if (assignedToId) await Employee.ensureActive(assignedToId, 'assigned_to_id')
    }
  }
  return Assigned
}
