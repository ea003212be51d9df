import { BaseSchema } from '@adonisjs/lucid/schema'
import { prepareJobs } from '#database/helpers/v1'

/**
 * The tables of pg-boss, in a schema of their own, into which units of work can put jobs.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await prepareJobs(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP SCHEMA pgboss CASCADE')
    })
  }
}
