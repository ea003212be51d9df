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
 * Whom an organization sells to: persons and companies.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE customers (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          first_name text CHECK (char_length(first_name) <= 255),
          last_name text CHECK (char_length(last_name) <= 255),
          company_name text CHECK (char_length(company_name) <= 255),
          contact_person text CHECK (char_length(contact_person) <= 255),
          email text CHECK (char_length(email) <= 255),
          phone text CHECK (char_length(phone) <= 20),
          phone_normalized text,
          mobile text CHECK (char_length(mobile) <= 20),
          mobile_normalized text,
          website text CHECK (char_length(website) <= 255 AND website ~* '^(http|https)://'),
          customer_type text NOT NULL DEFAULT 'individual'
            CHECK (customer_type IN ('individual', 'business')),
          status text NOT NULL DEFAULT 'active'
            CHECK (status IN ('active', 'inactive', 'prospect', 'vip')),
          industry text CHECK (char_length(industry) <= 100),
          rating numeric(3, 2) CHECK (rating BETWEEN 0 AND 5),
          assigned_to_id uuid,
          user_id uuid,
          user_profile_id uuid,
          payment_terms text CHECK (char_length(payment_terms) <= 100),
          credit_limit numeric(15, 2) CHECK (credit_limit >= 0),
          tax_id text CHECK (char_length(tax_id) <= 50),
          address text CHECK (char_length(address) <= 1000),
          city text CHECK (char_length(city) <= 100),
          state text CHECK (char_length(state) <= 100),
          country text CHECK (char_length(country) <= 100),
          postal_code text CHECK (char_length(postal_code) <= 20),
          source text CHECK (char_length(source) <= 100),
          tags text[] NOT NULL DEFAULT '{}',
          notes text CHECK (char_length(notes) <= 10000),
          extensions jsonb NOT NULL DEFAULT '{}',
          converted_from_lead_id uuid,
          converted_at timestamptz(3),
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT customers_code_unique UNIQUE (organization_id, code),
          CONSTRAINT customers_assigned_to_known FOREIGN KEY (organization_id, assigned_to_id)
            REFERENCES employees (organization_id, id) ON DELETE SET NULL (assigned_to_id),
          CONSTRAINT customers_user_known FOREIGN KEY (organization_id, user_id)
            REFERENCES user_organizations (organization_id, user_id) ON DELETE SET NULL (user_id),
          CONSTRAINT customers_user_profile_known FOREIGN KEY (organization_id, user_profile_id)
            REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (user_profile_id)
        )`)
      await db.rawQuery(
        `CREATE UNIQUE INDEX customers_user_unique ON customers (organization_id, user_id)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX customers_list ON customers (organization_id, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX customers_facets
         ON customers (organization_id, status, customer_type, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX customers_name ON customers (organization_id, name, id)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX customers_assigned
         ON customers (organization_id, assigned_to_id, created_at DESC, id DESC)`
      )
      await db.rawQuery(
        `CREATE INDEX customers_industry ON customers (organization_id, industry)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX customers_user_profile ON customers (organization_id, user_profile_id)
         WHERE user_profile_id IS NOT NULL`
      )
      await db.rawQuery('CREATE INDEX customers_created_by ON customers (created_by_id)')
      /* The unique index leaves deleted records out, and a leaving member has to find those too. */
      await db.rawQuery(`CREATE INDEX customers_member ON customers (organization_id, user_id)
        WHERE user_id IS NOT NULL`)
      await db.rawQuery(`CREATE INDEX customers_deleted ON customers (organization_id, created_at DESC, id DESC)
        WHERE deleted_at IS NOT NULL`)
      await enableRls(db, 'customers')
      await codeRecords(db, 'customers', 'CUST')
      await countRecords(db, 'customers', ['status', 'customer_type'])
      await searchRecords(db, 'customers', ['name', 'email', 'company_name'])
      await searchNewest(db, 'customers')
      await auditRecords(db, 'customers', { resource: 'customers', label: ['name'] })
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE customers')
      await dropSecurityDefiners(
        db,
        'search_customers(text, integer)',
        'search_customers(text)',
        'customers_counted()'
      )
    })
  }
}
