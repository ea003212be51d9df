import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  countRecords,
  dropSecurityDefiners,
  enableRls,
  searchRecords,
} from '#database/helpers/v3'

/** What an organization sells. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE products (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          sku text CHECK (char_length(sku) <= 100),
          description text CHECK (char_length(description) <= 10000),
          unit text CHECK (char_length(unit) <= 50),
          category text CHECK (char_length(category) <= 100),
          tax_rate numeric(5, 2) NOT NULL DEFAULT 0 CHECK (tax_rate BETWEEN 0 AND 100),
          is_active boolean NOT NULL DEFAULT true,
          extensions jsonb NOT NULL DEFAULT '{}',
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT products_code_unique UNIQUE (organization_id, code)
        )`)
      await db.rawQuery(`
        CREATE UNIQUE INDEX products_sku_unique ON products (organization_id, sku)
        WHERE deleted_at IS NULL`)
      await db.rawQuery(`
        CREATE INDEX products_list ON products (organization_id, created_at DESC, id DESC)
        WHERE deleted_at IS NULL`)
      await db.rawQuery(`
        CREATE INDEX products_deleted ON products (organization_id, created_at DESC, id DESC)
        WHERE deleted_at IS NOT NULL`)
      await db.rawQuery(`
        CREATE INDEX products_name ON products (organization_id, name COLLATE alphabetical, id)
        WHERE deleted_at IS NULL`)
      await db.rawQuery('CREATE INDEX products_created_by ON products (created_by_id)')
      await enableRls(db, 'products')
      await codeRecords(db, 'products', 'PR-')
      await countRecords(db, 'products', ['is_active'])
      await searchRecords(db, 'products', { columns: ['name', 'code', 'sku', 'category'] })
      await auditRecords(db, 'products', { resource: 'products', label: ['name'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE products')
      await dropSecurityDefiners(db, 'search_products(text, integer)', 'products_counted()')
    })
  }
}
