import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/** What currencies are worth in each other: one rate a day for a pair of them. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE exchange_rates (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          base_currency text NOT NULL CHECK (base_currency ~ '^[A-Z]{3}$'),
          quote_currency text NOT NULL CHECK (quote_currency ~ '^[A-Z]{3}$'),
          rate numeric NOT NULL CHECK (rate > 0),
          valid_from date NOT NULL,
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CHECK (base_currency <> quote_currency),
          CONSTRAINT exchange_rates_valid_from_unique
            UNIQUE (organization_id, quote_currency, base_currency, valid_from)
        )`)
      for (const columns of [
        'organization_id, created_at DESC, id DESC',
        'organization_id, base_currency',
        'created_by_id',
      ]) {
        await db.rawQuery(`CREATE INDEX ON exchange_rates (${columns})`)
      }
      await enableRls(db, 'exchange_rates')
      await auditRecords(db, 'exchange_rates', {
        resource: 'exchange-rates',
        label: ['base_currency', 'quote_currency', 'valid_from'],
      })
    })
  }

  override async down() {
    this.defer(async (db) => db.rawQuery('DROP TABLE exchange_rates'))
  }
}
