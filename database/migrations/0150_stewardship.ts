import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/**
 * Superusers who make and change the accounts of others: events of accounts say
 * who did it and what it changed, and there is always one superuser, whoever
 * takes the right away from whom and however many at once.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        'ALTER TABLE account_events ADD COLUMN actor_id uuid, ADD COLUMN changes jsonb'
      )

      await db.rawQuery(
        'CREATE INDEX users_superusers ON users (id) WHERE is_superuser AND is_active'
      )
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
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER users_superuser_removed ON users')
      await db.rawQuery('DROP TRIGGER users_superuser_changed ON users')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION keep_a_superuser()')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP INDEX users_superusers')
      await db.rawQuery('ALTER TABLE account_events DROP COLUMN changes, DROP COLUMN actor_id')
    })
  }
}
