import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v1'

/**
 * What requests with an Idempotency-Key were answered, for a day: written in
 * the transaction of the request itself, so that there is an answer when, and
 * only when, there is what it tells of.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE idempotent_answers (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          caller_id uuid NOT NULL,
          route text NOT NULL,
          key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
          request bytea NOT NULL,
          seen bytea NOT NULL,
          status smallint NOT NULL CHECK (status BETWEEN 200 AND 299),
          headers jsonb NOT NULL,
          body text,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, caller_id, route, key)
        )`)
      await db.rawQuery(
        'CREATE INDEX idempotent_answers_age ON idempotent_answers (created_at, organization_id)'
      )
      await enableRls(db, 'idempotent_answers')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE idempotent_answers')
    })
  }
}
