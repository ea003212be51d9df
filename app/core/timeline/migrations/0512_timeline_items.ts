import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner, dropSecurityDefiners, enableRlsWith } from '#database/helpers/v4'

/** What plugins write into the timelines of records (ADR 0512). */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeItems(db)
      await auditItems(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE timeline_items')
      await dropSecurityDefiners(db, 'audit_timeline_item()')
    })
  }
}

async function makeItems(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE timeline_items (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      type text COLLATE "C" NOT NULL CHECK (char_length(type) <= 100),
      record_id uuid NOT NULL,
      kind text COLLATE "C" NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
      plugin text NOT NULL,
      at timestamptz(3) NOT NULL DEFAULT now(),
      actor_id uuid,
      summary text NOT NULL CHECK (char_length(summary) BETWEEN 1 AND 255),
      data jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(data) = 'object' AND octet_length(data::text) <= 10240),
      PRIMARY KEY (organization_id, id)
    )`)
  await db.rawQuery(
    `CREATE INDEX timeline_items_of_record
     ON timeline_items (organization_id, type, record_id, kind, at DESC, id DESC)`
  )
  await db.rawQuery('CREATE INDEX timeline_items_plugin ON timeline_items (plugin)')
  await enableRlsWith(db, 'timeline_items', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT, INSERT, DELETE ON timeline_items TO crm_app')
}

/** The record has it in its log. What else a plugin keeps with it stays out of there. */
async function auditItems(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'audit_timeline_item() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      item timeline_items;
    BEGIN
      IF TG_OP = 'DELETE' THEN item := OLD; ELSE item := NEW; END IF;
      PERFORM write_event(item.organization_id, item.type || ':timeline', item.type, item.record_id,
        (SELECT e.record_label FROM audit_events e
         WHERE e.organization_id = item.organization_id AND e.record_id = item.record_id
           AND e.record_label IS NOT NULL
         ORDER BY e.created_at DESC, e.id DESC LIMIT 1),
        NULL, NULL, 'done', jsonb_build_object('kind', item.kind, 'summary', item.summary,
          'id', item.id, 'is_removed', TG_OP = 'DELETE'));
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER timeline_items_audit AFTER INSERT OR UPDATE OR DELETE ON timeline_items
    FOR EACH ROW EXECUTE FUNCTION audit_timeline_item()`)
}
