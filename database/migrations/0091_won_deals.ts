import { BaseSchema } from '@adonisjs/lucid/schema'

/** What was won from when until when is read from an index alone. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`
      CREATE INDEX deals_won ON deals (organization_id, actual_close_date)
      INCLUDE (currency, value, expected_revenue) WHERE deleted_at IS NULL AND status = 'won'`)
  }

  override async down() {
    this.schema.raw('DROP INDEX deals_won')
  }
}
