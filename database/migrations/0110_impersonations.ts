import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords } from '#core/audit/audited'
import { enableRlsWith, createSecurityDefiner } from '#core/database/rls'

/**
 * A superuser who acts as somebody of an organization, to help: for a reason,
 * for a while, and with a trace in the organization's own log, whose events
 * name both.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE impersonations (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          superuser_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
          reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
          expires_at timestamptz(3) NOT NULL,
          ended_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CHECK (user_id <> superuser_id),
          CHECK (expires_at > created_at)
        )`)
      await db.rawQuery('CREATE INDEX impersonations_user ON impersonations (user_id)')
      await db.rawQuery('CREATE INDEX impersonations_superuser ON impersonations (superuser_id)')
      await db.rawQuery(
        'CREATE INDEX impersonations_list ON impersonations (organization_id, created_at DESC, id DESC)'
      )
      await enableRlsWith(db, 'impersonations', 'organization_id = app_organization()')
      await db.rawQuery(
        'GRANT SELECT, UPDATE (ended_at, updated_at, version) ON impersonations TO crm_app'
      )
      await auditRecords(db, 'impersonations', { resource: 'impersonations' })

      await db.rawQuery('ALTER TABLE audit_events ADD COLUMN impersonator_id uuid')
      await db.rawQuery(`
        CREATE INDEX audit_events_impersonator_id
        ON audit_events (organization_id, impersonator_id, created_at DESC, id DESC)
        WHERE impersonator_id IS NOT NULL`)
      await db.rawQuery(
        writeEvent(', impersonator_id', `, ${setting('app.impersonator_id')}::uuid`)
      )

      /* Superusers belong to no organization, and are named only where they have acted for somebody. */
      await createSecurityDefiner(
        db,
        'impersonator(p_user uuid) RETURNS json',
        `LANGUAGE sql STABLE AS $$
          SELECT json_build_object('id', u.id, 'full_name',
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email),
            'email', u.email)
          FROM users u WHERE u.id = p_user AND EXISTS (
            SELECT 1 FROM impersonations i
            WHERE i.organization_id = app_organization() AND i.superuser_id = p_user)
        $$`,
        ['crm_app']
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION impersonator(uuid)')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(writeEvent('', ''))
      await db.rawQuery('ALTER TABLE audit_events DROP COLUMN impersonator_id')
      await db.rawQuery('DROP TABLE impersonations')
    })
  }
}

const setting = (name: string) => `nullif(current_setting('${name}', true), '')`

/** As the migration of the audit log makes it, with further columns. */
function writeEvent(columns: string, values: string): string {
  return `
    CREATE OR REPLACE FUNCTION write_event(
      p_organization uuid, p_action text, p_resource text, p_record uuid, p_label text,
      p_before jsonb, p_after jsonb, p_outcome text, p_details jsonb)
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      moment CONSTANT timestamptz := clock_timestamp();
      micros CONSTANT bigint := extract(epoch FROM moment) * 1000000;
    BEGIN
      INSERT INTO audit_events (organization_id, id, actor_id, api_key_id, action, outcome, resource,
        record_id, record_label, before, after, details, request_id, created_at${columns})
      SELECT o.id, uuid_v7(micros), ${setting('app.actor_id')}::uuid,
        ${setting('app.api_key_id')}::uuid,
        p_action, p_outcome, p_resource, p_record, p_label, p_before, p_after, p_details,
        ${setting('app.request_id')}, moment${values}
      FROM organizations o WHERE o.id = p_organization;
    END $$`
}
