import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  countRecords,
  dropSecurityDefiners,
  enableRls,
  searchNewest,
  searchRecords,
} from '#database/helpers/v1'

/**
 * Whom an organization buys from.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE vendors (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          user_id uuid,
          user_profile_id uuid,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          company_name text CHECK (char_length(company_name) <= 255),
          contact_person text CHECK (char_length(contact_person) <= 255),
          email text CHECK (char_length(email) <= 255),
          phone text CHECK (char_length(phone) <= 20),
          phone_normalized text,
          mobile text CHECK (char_length(mobile) <= 20),
          mobile_normalized text,
          website text CHECK (char_length(website) <= 255 AND website ~* '^(http|https)://'),
          vendor_type text NOT NULL DEFAULT 'supplier'
            CHECK (vendor_type IN ('supplier', 'service_provider', 'contractor', 'consultant')),
          status text NOT NULL DEFAULT 'active'
            CHECK (status IN ('active', 'inactive', 'pending', 'blacklisted')),
          payment_terms text CHECK (char_length(payment_terms) <= 100),
          tax_id text CHECK (char_length(tax_id) <= 50),
          industry text CHECK (char_length(industry) <= 100),
          rating numeric(3, 2) CHECK (rating BETWEEN 0 AND 5),
          credit_limit numeric(15, 2) CHECK (credit_limit >= 0),
          assigned_employee_id uuid,
          address text CHECK (char_length(address) <= 1000),
          city text CHECK (char_length(city) <= 100),
          state text CHECK (char_length(state) <= 100),
          country text CHECK (char_length(country) <= 100),
          postal_code text CHECK (char_length(postal_code) <= 20),
          notes text CHECK (char_length(notes) <= 10000),
          extensions jsonb NOT NULL DEFAULT '{}',
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT vendors_code_unique UNIQUE (organization_id, code),
          CONSTRAINT vendors_assigned_employee_known
            FOREIGN KEY (organization_id, assigned_employee_id)
            REFERENCES employees (organization_id, id) ON DELETE SET NULL (assigned_employee_id),
          CONSTRAINT vendors_user_known FOREIGN KEY (organization_id, user_id)
            REFERENCES user_organizations (organization_id, user_id) ON DELETE SET NULL (user_id),
          CONSTRAINT vendors_user_profile_known FOREIGN KEY (organization_id, user_profile_id)
            REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (user_profile_id)
        )`)
      await db.rawQuery(
        `CREATE UNIQUE INDEX vendors_user_unique ON vendors (organization_id, user_id)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX vendors_list ON vendors (organization_id, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX vendors_facets
         ON vendors (organization_id, status, vendor_type, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      /* The unique index leaves deleted vendors out, and a leaving member has to find those too. */
      for (const column of ['user_id', 'user_profile_id']) {
        await db.rawQuery(
          `CREATE INDEX vendors_${column} ON vendors (organization_id, ${column})
           WHERE ${column} IS NOT NULL`
        )
      }
      await db.rawQuery(
        `CREATE INDEX vendors_assigned
         ON vendors (organization_id, assigned_employee_id, created_at DESC, id DESC)`
      )
      await db.rawQuery('CREATE INDEX vendors_created_by ON vendors (created_by_id)')
      await db.rawQuery(`CREATE INDEX vendors_deleted ON vendors (organization_id, created_at DESC, id DESC)
        WHERE deleted_at IS NOT NULL`)
      await enableRls(db, 'vendors')
      await codeRecords(db, 'vendors', 'VEND')
      await countRecords(db, 'vendors', ['status', 'vendor_type'])
      await searchRecords(db, 'vendors', ['name', 'email', 'contact_person'])
      await searchNewest(db, 'vendors')
      await auditRecords(db, 'vendors', {
        resource: 'vendors',
        label: ['name'],
        omit: ['phone_normalized', 'mobile_normalized'],
      })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE vendors')
      await dropSecurityDefiners(
        db,
        'search_vendors(text, integer)',
        'search_vendors(text)',
        'vendors_counted()'
      )
    })
  }
}
