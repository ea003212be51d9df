import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, enableRls } from '#database/helpers/v3'

/** What products cost: each book in one currency, one of them the default of that. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE price_books (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          currency text NOT NULL DEFAULT organization_currency() CHECK (currency ~ '^[A-Z]{3}$'),
          is_default boolean NOT NULL DEFAULT false,
          is_active boolean NOT NULL DEFAULT true,
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT price_books_default_in_use CHECK (is_active OR NOT is_default)
        )`)
      await db.rawQuery(
        'CREATE UNIQUE INDEX price_books_name_unique ON price_books (organization_id, name)'
      )
      await db.rawQuery(`
        CREATE UNIQUE INDEX price_books_default_unique ON price_books (organization_id, currency)
        WHERE is_default`)
      await db.rawQuery(
        'CREATE INDEX price_books_list ON price_books (organization_id, created_at DESC, id DESC)'
      )
      await db.rawQuery('CREATE INDEX price_books_created_by ON price_books (created_by_id)')
      await enableRls(db, 'price_books')
      await auditRecords(db, 'price_books', { resource: 'price-books', label: ['name'] })

      await db.rawQuery(`
        CREATE TABLE price_book_entries (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          price_book_id uuid NOT NULL,
          product_id uuid NOT NULL,
          unit_price numeric NOT NULL CHECK (unit_price BETWEEN 0 AND 9999999999999),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT price_book_entries_product_id_unique
            UNIQUE (organization_id, price_book_id, product_id),
          CONSTRAINT price_book_entries_price_book_known FOREIGN KEY (organization_id, price_book_id)
            REFERENCES price_books (organization_id, id) ON DELETE CASCADE,
          CONSTRAINT price_book_entries_product_known FOREIGN KEY (organization_id, product_id)
            REFERENCES products (organization_id, id) ON DELETE CASCADE
        )`)
      for (const columns of [
        'organization_id, created_at DESC, id DESC',
        'organization_id, product_id',
        'created_by_id',
      ]) {
        await db.rawQuery(`CREATE INDEX ON price_book_entries (${columns})`)
      }
      await enableRls(db, 'price_book_entries')
      await auditRecords(db, 'price_book_entries', { resource: 'price-book-entries' })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE price_book_entries')
      await db.rawQuery('DROP TABLE price_books')
    })
  }
}
