import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * How often something was attempted, in the shape that the limiter expects.
 * It belongs to the login role alone: neither `crm_app` nor `crm_system` may
 * touch it, so that no statement of a request can wipe what it is charged with.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE throttles (
          key text PRIMARY KEY,
          points bigint NOT NULL DEFAULT 0,
          expire bigint
        )`)
      await db.rawQuery('CREATE INDEX throttles_expire ON throttles (expire)')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE throttles')
    })
  }
}
