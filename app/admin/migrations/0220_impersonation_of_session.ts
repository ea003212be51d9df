import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Which impersonation an admin session acts in is a fact of its own, told by the
 * transaction that begins it: not one of the values that each request of the
 * session writes back when it ends. That it is over is told by its own row.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE admin_sessions ADD COLUMN impersonation_id uuid')
      await db.rawQuery('ALTER TABLE form_submissions DROP COLUMN impersonation')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(`
        UPDATE admin_sessions
        SET impersonation_id = (data ->> 'impersonation')::uuid, data = data - 'impersonation'
        WHERE data ->> 'impersonation' IS NOT NULL`)
      await db.rawQuery('RESET ROLE')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE form_submissions ADD COLUMN impersonation jsonb')
      await db.rawQuery('ALTER TABLE admin_sessions DROP COLUMN impersonation_id')
    })
  }
}
