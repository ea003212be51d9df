import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/** What must stay true of memberships, whoever changes them and however many at once. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      /*
       * Whoever takes an owner away waits for the organization's row, and then
       * sees what the one before him left. Not FOR UPDATE, which would also wait
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

      for (const table of ['user_organizations', 'user_roles', 'roles']) {
        await db.rawQuery(
          `CREATE INDEX ${table}_list ON ${table} (organization_id, created_at DESC, id DESC)`
        )
      }
      /* The unique indexes leave deleted records out, and a leaving member has to find those too. */
      for (const table of ['employees', 'customers']) {
        await db.rawQuery(
          `CREATE INDEX ${table}_member ON ${table} (organization_id, user_id)
           WHERE user_id IS NOT NULL`
        )
      }
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const index of [
        'customers_member',
        'employees_member',
        'roles_list',
        'user_roles_list',
        'user_organizations_list',
      ]) {
        await db.rawQuery(`DROP INDEX ${index}`)
      }
      await db.rawQuery('DROP TRIGGER user_organizations_owner_removed ON user_organizations')
      await db.rawQuery('DROP TRIGGER user_organizations_owner_changed ON user_organizations')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION make_primary(uuid)')
      await db.rawQuery('DROP FUNCTION keep_an_owner()')
      await db.rawQuery('RESET ROLE')
    })
  }
}
