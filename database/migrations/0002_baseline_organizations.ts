import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
} from '#database/helpers/v1'

/**
 * Who people are, the tenants, and who belongs to them as what: everything else
 * refers to these. Requests of an organization may read the names of its own
 * members; secrets they cannot read at all.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeUsers(db)
      await makeOrganizations(db)
      await makeMemberships(db)
      await letMembersBeRead(db)
      await keepOwners(db)
      await keepSuperuser(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP POLICY organization ON users')
      await db.rawQuery('DROP TABLE user_organizations')
      await db.rawQuery('DROP TABLE organizations')
      await db.rawQuery('DROP TABLE users')
      await dropSecurityDefiners(
        db,
        'keep_a_superuser()',
        'make_primary(uuid)',
        'keep_owners()',
        'keep_an_owner()'
      )
    })
  }
}

async function makeUsers(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE users (
      id uuid PRIMARY KEY,
      email text NOT NULL CHECK (char_length(email) <= 255),
      email_normalized text NOT NULL,
      username text CHECK (char_length(username) <= 100),
      password text NOT NULL,
      first_name text CHECK (char_length(first_name) <= 100),
      last_name text CHECK (char_length(last_name) <= 100),
      phone text CHECK (char_length(phone) <= 20),
      profile_image text CHECK (char_length(profile_image) <= 255),
      is_active boolean NOT NULL DEFAULT true,
      is_verified boolean NOT NULL DEFAULT false,
      is_superuser boolean NOT NULL DEFAULT false,
      two_factor_enabled boolean NOT NULL DEFAULT false,
      email_verified_at timestamptz(3),
      last_login_at timestamptz(3),
      password_changed_at timestamptz(3),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT users_email_unique UNIQUE (email_normalized)
    )`)
  await db.rawQuery(
    'CREATE UNIQUE INDEX users_username_unique ON users (lower(username)) WHERE username IS NOT NULL'
  )
  await db.rawQuery('CREATE INDEX users_superusers ON users (id) WHERE is_superuser AND is_active')
}

async function makeOrganizations(db: QueryClientContract) {
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
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      time_zone text NOT NULL DEFAULT 'UTC' CHECK (char_length(time_zone) <= 64),
      currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
      fiscal_year_start_month integer NOT NULL DEFAULT 1
        CHECK (fiscal_year_start_month BETWEEN 1 AND 12),
      locale text NOT NULL DEFAULT 'en-US' CHECK (char_length(locale) <= 35),
      brand_name text CHECK (char_length(brand_name) <= 100),
      brand_color text CHECK (brand_color ~ '^#[0-9a-f]{6}$'),
      brand_logo_url text CHECK (char_length(brand_logo_url) <= 500)
    )`)
  await enableRls(db, 'organizations', 'id')
  /* The audit log ends with its organization: requests must not be able to end that. */
  await db.rawQuery('REVOKE DELETE ON organizations FROM crm_app')
}

async function makeMemberships(db: QueryClientContract) {
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
  await db.rawQuery(`CREATE INDEX user_organizations_list
    ON user_organizations (organization_id, created_at DESC, id DESC)`)
  await enableRls(db, 'user_organizations')

  /* A user's other memberships are behind the fence of their organizations. */
  await createSecurityDefiner(
    db,
    'make_primary(p_user uuid) RETURNS void',
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM user_organizations membership
      WHERE membership.user_id = p_user ORDER BY membership.organization_id FOR UPDATE;
      PERFORM 1 FROM user_organizations membership
      WHERE membership.user_id = p_user AND membership.organization_id = app_organization();
      IF NOT FOUND THEN RETURN; END IF;
      UPDATE user_organizations membership
      SET is_primary = false, version = version + 1, updated_at = now()
      WHERE membership.user_id = p_user AND membership.is_primary
        AND membership.organization_id <> app_organization();
      UPDATE user_organizations membership
      SET is_primary = true, version = version + 1, updated_at = now()
      WHERE membership.user_id = p_user AND NOT membership.is_primary
        AND membership.organization_id = app_organization();
    END $$`,
    ['crm_app']
  )
}

async function letMembersBeRead(db: QueryClientContract) {
  await enableRlsWith(
    db,
    'users',
    `EXISTS (SELECT 1 FROM user_organizations membership
             WHERE membership.organization_id = app_organization()
               AND membership.user_id = users.id)`
  )
  await db.rawQuery(`
    GRANT SELECT (id, email, email_normalized, username, first_name, last_name, phone,
                  profile_image, is_active, is_verified, two_factor_enabled, last_login_at,
                  email_verified_at, created_at, updated_at)
    ON users TO crm_app`)
}

/** An organization keeps an active owner, whoever changes memberships and users, and however many at once. */
async function keepOwners(db: QueryClientContract) {
  /*
   * Whoever takes an owner away waits for the organization's row, and then
   * sees what the one before left. Not FOR UPDATE, which would also wait
   * for everybody who is inserting a record of the organization. A deleted
   * organization needs no owner.
   */
  await createSecurityDefiner(
    db,
    'keep_an_owner() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM organizations o WHERE o.id = OLD.organization_id FOR NO KEY UPDATE;
      IF NOT FOUND THEN RETURN NULL; END IF;
      PERFORM 1 FROM user_organizations membership
      JOIN users u ON u.id = membership.user_id AND u.is_active
      WHERE membership.organization_id = OLD.organization_id
        AND membership.role = 'owner' AND membership.is_active;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'an organization has an active owner' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'user_organizations_last_owner';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER user_organizations_owner_changed AFTER UPDATE ON user_organizations
    FOR EACH ROW WHEN (OLD.role = 'owner' AND OLD.is_active
                       AND NOT (NEW.role = 'owner' AND NEW.is_active))
    EXECUTE FUNCTION keep_an_owner()`)
  await db.rawQuery(`
    CREATE TRIGGER user_organizations_owner_removed AFTER DELETE ON user_organizations
    FOR EACH ROW WHEN (OLD.role = 'owner' AND OLD.is_active)
    EXECUTE FUNCTION keep_an_owner()`)

  /* As keep_an_owner(), for a user who may own several organizations. */
  await createSecurityDefiner(
    db,
    'keep_owners() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      owned uuid[];
    BEGIN
      owned := ARRAY(
        SELECT membership.organization_id FROM user_organizations membership
        WHERE membership.user_id = NEW.id AND membership.role = 'owner' AND membership.is_active
        ORDER BY 1);
      PERFORM 1 FROM organizations o WHERE o.id = ANY(owned) ORDER BY o.id FOR NO KEY UPDATE;
      IF EXISTS (
        SELECT 1 FROM unnest(owned) owned_id
        WHERE NOT EXISTS (
          SELECT 1 FROM user_organizations membership
          JOIN users u ON u.id = membership.user_id AND u.is_active
          WHERE membership.organization_id = owned_id
            AND membership.role = 'owner' AND membership.is_active)) THEN
        RAISE EXCEPTION 'an organization has an active owner' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'user_organizations_last_owner';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER users_owner_deactivated AFTER UPDATE OF is_active ON users
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active)
    EXECUTE FUNCTION keep_owners()`)
}

/** There is always one superuser, whoever takes the right away from whom. */
async function keepSuperuser(db: QueryClientContract) {
  /* Each waits for the others who take one away, and then sees whom they left. */
  await createSecurityDefiner(
    db,
    'keep_a_superuser() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('users_last_superuser', 0));
      PERFORM 1 FROM users u WHERE u.is_superuser AND u.is_active;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'there is always an active superuser' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'users_last_superuser';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER users_superuser_changed AFTER UPDATE ON users
    FOR EACH ROW WHEN (OLD.is_superuser AND OLD.is_active
                       AND NOT (NEW.is_superuser AND NEW.is_active))
    EXECUTE FUNCTION keep_a_superuser()`)
  await db.rawQuery(`
    CREATE TRIGGER users_superuser_removed AFTER DELETE ON users
    FOR EACH ROW WHEN (OLD.is_superuser AND OLD.is_active)
    EXECUTE FUNCTION keep_a_superuser()`)
}
