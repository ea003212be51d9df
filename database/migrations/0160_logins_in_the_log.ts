import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/**
 * Logging in and out concerns every organization that somebody works for, so
 * each has it in its log: when, and nothing of address and device, which are
 * the account's own.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await createSecurityDefiner(
        db,
        'log_session() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        DECLARE
          moment CONSTANT timestamptz := clock_timestamp();
          micros CONSTANT bigint := extract(epoch FROM moment) * 1000000;
        BEGIN
          INSERT INTO audit_events (organization_id, id, actor_id, action, outcome, resource,
            request_id, created_at)
          SELECT m.organization_id, uuid_v7(micros), NEW.user_id, 'sessions:' || NEW.action, 'done',
            'sessions', nullif(current_setting('app.request_id', true), ''), moment
          FROM user_organizations m JOIN organizations o ON o.id = m.organization_id
          WHERE m.user_id = NEW.user_id AND m.is_active AND o.is_active;
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery(`
        CREATE TRIGGER log_session AFTER INSERT ON account_events
        FOR EACH ROW WHEN (NEW.action IN ('login', 'logout') AND NEW.user_id IS NOT NULL)
        EXECUTE FUNCTION log_session()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER log_session ON account_events')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION log_session()')
      await db.rawQuery('RESET ROLE')
    })
  }
}
