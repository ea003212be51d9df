import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/** What a deal sells, at the price that was agreed on. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE deal_lines (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          deal_id uuid NOT NULL,
          product_id uuid,
          position integer NOT NULL CHECK (position BETWEEN 1 AND 100000),
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          description text CHECK (char_length(description) <= 10000),
          unit text CHECK (char_length(unit) <= 50),
          quantity numeric(12, 3) NOT NULL DEFAULT 1 CHECK (quantity > 0),
          unit_price numeric NOT NULL CHECK (unit_price BETWEEN 0 AND 9999999999999),
          discount numeric(5, 2) NOT NULL DEFAULT 0 CHECK (discount BETWEEN 0 AND 100),
          tax_rate numeric(5, 2) NOT NULL DEFAULT 0 CHECK (tax_rate BETWEEN 0 AND 100),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT deal_lines_deal_known FOREIGN KEY (organization_id, deal_id)
            REFERENCES deals (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT deal_lines_product_known FOREIGN KEY (organization_id, product_id)
            REFERENCES products (organization_id, id) ON DELETE SET NULL (product_id)
        )`)
      for (const columns of [
        'organization_id, deal_id, position, id',
        'organization_id, position, id',
        'organization_id, product_id',
        'organization_id, created_at DESC, id DESC',
        'created_by_id',
      ]) {
        await db.rawQuery(`CREATE INDEX ON deal_lines (${columns})`)
      }
      await enableRls(db, 'deal_lines')
      await auditRecords(db, 'deal_lines', { resource: 'deal-lines', label: ['name'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE deal_lines')
    })
  }
}
