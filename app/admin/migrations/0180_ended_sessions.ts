import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#database/helpers/v1'

/**
 * An ended session is a fact: its row stays, without its data, until long after
 * it would have been too old. Whatever ends a user's sessions does so here,
 * however the user was changed, so that a user who gets a right back does not get
 * the sessions back with it.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        `ALTER TABLE admin_sessions
           ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid(),
           ADD COLUMN ended_at timestamptz(3),
           ADD CONSTRAINT admin_sessions_key_unique UNIQUE (key)`
      )
      await db.rawQuery('CREATE INDEX admin_sessions_created ON admin_sessions (created_at)')

      await createSecurityDefiner(
        db,
        'end_sessions_of_user() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE admin_sessions SET ended_at = now(), data = '{}'
          WHERE user_id = NEW.id AND ended_at IS NULL;
          IF NOT NEW.is_active THEN
            UPDATE sessions SET revoked_at = now(), revoked_reason = 'deactivated'
            WHERE user_id = NEW.id AND revoked_at IS NULL;
          END IF;
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery(`
        CREATE TRIGGER users_sessions_end
        AFTER UPDATE OF is_active, is_superuser, password_changed_at ON users
        FOR EACH ROW WHEN (
          (OLD.is_active AND NOT NEW.is_active)
          OR (OLD.is_superuser AND NOT NEW.is_superuser)
          OR OLD.password_changed_at IS DISTINCT FROM NEW.password_changed_at)
        EXECUTE FUNCTION end_sessions_of_user()`)

      /* Asked where the transaction of a page begins, as identify() is on the API. */
      await createSecurityDefiner(
        db,
        'is_in_admin_session(p_id bytea, p_user uuid, p_longest interval) RETURNS boolean',
        `LANGUAGE sql STABLE AS $$
          SELECT EXISTS (
            SELECT 1 FROM admin_sessions s
            JOIN users u ON u.id = s.user_id AND u.is_active AND u.is_superuser
            WHERE s.id = p_id AND s.user_id = p_user AND s.ended_at IS NULL
              AND s.expires_at > now() AND s.created_at > now() - p_longest)
        $$`,
        ['SESSION_USER']
      )
      await createSecurityDefiner(
        db,
        'is_impersonating(p_id uuid, p_superuser uuid) RETURNS boolean',
        `LANGUAGE sql STABLE AS $$
          SELECT EXISTS (
            SELECT 1 FROM impersonations i
            JOIN users u ON u.id = i.user_id AND u.is_active AND NOT u.is_superuser
            JOIN organizations o ON o.id = i.organization_id AND o.is_active
            JOIN user_organizations m
              ON m.organization_id = o.id AND m.user_id = u.id AND m.is_active
            WHERE i.id = p_id AND i.superuser_id = p_superuser
              AND i.ended_at IS NULL AND i.expires_at > now())
        $$`,
        ['SESSION_USER']
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER users_sessions_end ON users')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION is_impersonating(uuid, uuid)')
      await db.rawQuery('DROP FUNCTION is_in_admin_session(bytea, uuid, interval)')
      await db.rawQuery('DROP FUNCTION end_sessions_of_user()')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP INDEX admin_sessions_created')
      await db.rawQuery('ALTER TABLE admin_sessions DROP COLUMN ended_at, DROP COLUMN key')
    })
  }
}
