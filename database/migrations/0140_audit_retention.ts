import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/** What is younger, nobody forgets, whatever a setting says. */
const KEPT = `interval '30 days'`

const LOGS = ['audit_events', 'account_events']

/**
 * Lets the login role, and nobody else, take out of the logs what is old, a
 * batch at a time. Requests and the system still only add to them (decision 141).
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      for (const table of LOGS) {
        for (const verb of ['SELECT', 'DELETE']) {
          await db.rawQuery(`
            CREATE POLICY forgetting_${verb.toLowerCase()} ON ${table} FOR ${verb}
            TO SESSION_USER USING (created_at < now() - ${KEPT})`)
        }
      }
      await db.rawQuery('CREATE INDEX account_events_created_at ON account_events (created_at)')

      await createSecurityDefiner(
        db,
        'note_forgotten(p_details jsonb) RETURNS void',
        `LANGUAGE sql AS $$
          SELECT write_event(app_organization(), 'audit-logs:forget', 'audit-logs',
            NULL, NULL, NULL, NULL, 'done', p_details)
        $$`,
        ['SESSION_USER']
      )
      /* What is taken out and the note of it are one statement, and so one transaction. */
      await db.rawQuery(`
        CREATE FUNCTION forget_events(p_organization uuid, p_before timestamptz, p_most int)
        RETURNS int LANGUAGE plpgsql AS $$
        DECLARE
          forgotten int;
        BEGIN
          DELETE FROM audit_events WHERE organization_id = p_organization AND id = ANY (ARRAY(
            SELECT e.id FROM audit_events e
            WHERE e.organization_id = p_organization AND e.created_at < least(p_before, now() - ${KEPT})
            ORDER BY e.created_at, e.id LIMIT p_most));
          GET DIAGNOSTICS forgotten = ROW_COUNT;
          IF forgotten > 0 THEN
            PERFORM set_config('app.organization_id', p_organization::text, true);
            PERFORM note_forgotten(jsonb_build_object('before', p_before, 'events', forgotten));
          END IF;
          RETURN forgotten;
        END $$`)
      await db.rawQuery('REVOKE ALL ON FUNCTION forget_events(uuid, timestamptz, int) FROM PUBLIC')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP FUNCTION forget_events(uuid, timestamptz, int)')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION note_forgotten(jsonb)')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP INDEX account_events_created_at')
      for (const table of LOGS) {
        for (const verb of ['select', 'delete']) {
          await db.rawQuery(`DROP POLICY forgetting_${verb} ON ${table}`)
        }
      }
    })
  }
}
