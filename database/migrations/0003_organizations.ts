import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls, enableRlsWith } from '#core/database/rls'

/** The tenants, who belongs to them, and as what. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE organizations (
          id uuid PRIMARY KEY,
          name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
          slug text NOT NULL CONSTRAINT organizations_slug_unique UNIQUE,
          description text,
          industry text CHECK (char_length(industry) <= 100),
          website text CHECK (char_length(website) <= 255),
          phone text CHECK (char_length(phone) <= 20),
          email text CHECK (char_length(email) <= 255),
          address text,
          city text CHECK (char_length(city) <= 100),
          state text CHECK (char_length(state) <= 100),
          country text CHECK (char_length(country) <= 100),
          postal_code text CHECK (char_length(postal_code) <= 20),
          settings jsonb NOT NULL DEFAULT '{}',
          subscription_plan text NOT NULL DEFAULT 'free',
          subscription_status text NOT NULL DEFAULT 'active',
          is_active boolean NOT NULL DEFAULT true,
          plugins_version bigint NOT NULL DEFAULT 0,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now()
        )`)
      await enableRls(db, 'organizations', 'id')

      await db.rawQuery(`
        CREATE TABLE user_organizations (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          role text NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
          is_active boolean NOT NULL DEFAULT true,
          is_primary boolean NOT NULL DEFAULT false,
          joined_at timestamptz(3) NOT NULL DEFAULT now(),
          left_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT user_organizations_member_unique UNIQUE (organization_id, user_id)
        )`)
      await db.rawQuery('CREATE INDEX user_organizations_user ON user_organizations (user_id)')
      await db.rawQuery(
        'CREATE UNIQUE INDEX user_organizations_primary_unique ON user_organizations (user_id) WHERE is_primary'
      )
      await enableRls(db, 'user_organizations')

      await db.rawQuery(`
        CREATE TABLE user_profiles (
          organization_id uuid NOT NULL,
          id uuid NOT NULL,
          user_id uuid NOT NULL,
          profile_type text NOT NULL CHECK (profile_type IN ('employee', 'vendor', 'customer')),
          is_primary boolean NOT NULL DEFAULT false,
          status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'suspended')),
          activated_at timestamptz(3),
          deactivated_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT user_profiles_type_unique UNIQUE (organization_id, user_id, profile_type),
          FOREIGN KEY (organization_id, user_id)
            REFERENCES user_organizations (organization_id, user_id) ON DELETE CASCADE
        )`)
      await db.rawQuery(
        'CREATE INDEX user_profiles_list ON user_profiles (organization_id, created_at DESC, id DESC)'
      )
      await enableRls(db, 'user_profiles')

      await enableRlsWith(
        db,
        'users',
        `EXISTS (SELECT 1 FROM user_organizations membership
                 WHERE membership.organization_id = app_organization()
                   AND membership.user_id = users.id)`
      )
      await db.rawQuery(`
        GRANT SELECT (id, email, username, first_name, last_name, phone, profile_image, is_active,
                      is_verified, two_factor_enabled, last_login_at, email_verified_at,
                      created_at, updated_at)
        ON users TO crm_app`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const policy of ['organization', 'system']) {
        await db.rawQuery(`DROP POLICY ${policy} ON users`)
      }
      for (const table of ['user_profiles', 'user_organizations', 'organizations']) {
        await db.rawQuery(`DROP TABLE ${table}`)
      }
    })
  }
}
