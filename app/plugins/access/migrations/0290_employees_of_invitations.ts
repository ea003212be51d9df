import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether accepting an invitation makes the employee, too. Those that were sent before do not. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        'ALTER TABLE invitations ADD COLUMN create_employee boolean NOT NULL DEFAULT false'
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE invitations DROP COLUMN create_employee')
    })
  }
}
