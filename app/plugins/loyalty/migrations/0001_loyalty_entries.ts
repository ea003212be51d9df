import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v1'

/** Points given to customers, and taken from them. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE loyalty_entries (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          customer_id uuid NOT NULL,
          points integer NOT NULL CHECK (points <> 0),
          reason text CHECK (char_length(reason) <= 255),
          expires_at timestamptz(3) NOT NULL,
          expired_at timestamptz(3),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT loyalty_entries_customer_known FOREIGN KEY (organization_id, customer_id)
            REFERENCES customers (organization_id, id) ON DELETE CASCADE
        )`)
      await db.rawQuery(
        'CREATE INDEX loyalty_entries_list ON loyalty_entries (organization_id, created_at DESC, id DESC)'
      )
      await db.rawQuery(
        'CREATE INDEX loyalty_entries_customer ON loyalty_entries (organization_id, customer_id)'
      )
      await db.rawQuery(
        `CREATE INDEX loyalty_entries_due ON loyalty_entries (organization_id, expires_at)
         WHERE expired_at IS NULL`
      )
      await db.rawQuery(
        'CREATE INDEX loyalty_entries_created_by ON loyalty_entries (created_by_id)'
      )
      await enableRls(db, 'loyalty_entries')
      await auditRecords(db, 'loyalty_entries', { resource: 'loyalty-entries', label: ['reason'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE loyalty_entries')
    })
  }
}
