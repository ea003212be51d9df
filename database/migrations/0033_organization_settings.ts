import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/**
 * How an organization reckons and shows itself; and that it keeps an owner also
 * when it is the user who is taken out of use.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE organizations
          ADD time_zone text NOT NULL DEFAULT 'UTC' CHECK (char_length(time_zone) <= 64),
          ADD currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
          ADD fiscal_year_start_month integer NOT NULL DEFAULT 1
            CHECK (fiscal_year_start_month BETWEEN 1 AND 12),
          ADD locale text NOT NULL DEFAULT 'en-US' CHECK (char_length(locale) <= 35),
          ADD brand_name text CHECK (char_length(brand_name) <= 100),
          ADD brand_color text CHECK (brand_color ~ '^#[0-9a-f]{6}$'),
          ADD brand_logo_url text CHECK (char_length(brand_logo_url) <= 500)`)

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
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER users_owner_deactivated ON users')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION keep_owners()')
      await db.rawQuery('RESET ROLE')
      const columns = [
        'brand_logo_url',
        'brand_color',
        'brand_name',
        'locale',
        'fiscal_year_start_month',
        'currency',
        'time_zone',
      ]
      await db.rawQuery(
        `ALTER TABLE organizations ${columns.map((column) => `DROP ${column}`).join(', ')}`
      )
    })
  }
}
