import { BaseSchema } from '@adonisjs/lucid/schema'
import { SCHEMA, prepareSchema } from '#core/jobs/schema'

/** The tables of pg-boss, in a schema of their own, into which units of work can put jobs. */
export default class extends BaseSchema {
  override async up() {
    this.defer((db) => prepareSchema(db))
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery(`DROP SCHEMA ${SCHEMA} CASCADE`)
    })
  }
}
