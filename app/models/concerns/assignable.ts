import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'
import { invalid } from '#exceptions/problem'
import Employee from '#models/employee'

/** Somebody of the organization looks after it. */
export function Assignable<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class Assigned extends superclass {
    @column()
    declare assignedToId: string | null

    @beforeSave()
    static async mustKnowAssignee(record: Assigned) {
      if (!record.$dirty.assignedToId) return
      const known = await Employee.query().where('id', record.$dirty.assignedToId).first()
      if (known && !known.isDeleted) return
      throw invalid([
        { field: 'assigned_to_id', rule: 'exists', message: 'There is no such employee.' },
      ])
    }
  }
  return Assigned
}
