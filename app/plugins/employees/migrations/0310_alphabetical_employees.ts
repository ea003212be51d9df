import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v2'

/** Departments are read in the order of the alphabet, and found by the same indexes (ADR 0310). */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'employees_by_department',
        `ON employees (organization_id, department COLLATE alphabetical) WHERE deleted_at IS NULL`
      )
      await createIndexConcurrently(
        db,
        'employees_by_status',
        `ON employees (organization_id, status, department COLLATE alphabetical, created_at DESC, id DESC) WHERE deleted_at IS NULL`
      )
      await dropIndexConcurrently(db, 'employees_department')
      await dropIndexConcurrently(db, 'employees_facets')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await createIndexConcurrently(
        db,
        'employees_department',
        `ON employees (organization_id, department) WHERE deleted_at IS NULL`
      )
      await createIndexConcurrently(
        db,
        'employees_facets',
        `ON employees (organization_id, status, department, created_at DESC, id DESC) WHERE deleted_at IS NULL`
      )
      await dropIndexConcurrently(db, 'employees_by_department')
      await dropIndexConcurrently(db, 'employees_by_status')
    })
  }
}
