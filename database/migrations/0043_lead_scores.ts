import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#core/database/rls'

/** How the scores of leads have changed. Rows are added by a trigger, and never change. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE lead_score_changes (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          lead_id uuid NOT NULL,
          number integer NOT NULL,
          automatic smallint NOT NULL,
          manual smallint,
          reason text,
          author_id uuid REFERENCES users ON DELETE SET NULL,
          created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (organization_id, lead_id, number),
          CONSTRAINT lead_score_changes_lead_known FOREIGN KEY (organization_id, lead_id)
            REFERENCES leads (organization_id, id) ON DELETE CASCADE
        )`)
      await db.rawQuery(
        `CREATE INDEX lead_score_changes_author ON lead_score_changes (author_id)
         WHERE author_id IS NOT NULL`
      )
      await enableRls(db, 'lead_score_changes')
      await db.rawQuery('REVOKE UPDATE, DELETE ON lead_score_changes FROM crm_app')

      /* Whoever writes a lead has locked it, so the next number is nobody else's. */
      await db.rawQuery(`
        CREATE FUNCTION leads_scored() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO lead_score_changes
            (organization_id, lead_id, number, automatic, manual, reason, author_id)
          SELECT NEW.organization_id, NEW.id, coalesce(max(number), 0) + 1, NEW.score_automatic,
                 NEW.score_manual, NEW.score_manual_reason,
                 CASE WHEN NEW.score_manual IS NOT NULL THEN NEW.score_manual_by_id END
          FROM lead_score_changes
          WHERE organization_id = NEW.organization_id AND lead_id = NEW.id;
          RETURN NULL;
        END $$`)
      await db.rawQuery(`
        CREATE TRIGGER leads_score_given AFTER INSERT ON leads
        FOR EACH ROW EXECUTE FUNCTION leads_scored()`)
      await db.rawQuery(`
        CREATE TRIGGER leads_score_changed AFTER UPDATE OF score_automatic, score_manual ON leads
        FOR EACH ROW WHEN (OLD.score_automatic <> NEW.score_automatic
                           OR OLD.score_manual IS DISTINCT FROM NEW.score_manual)
        EXECUTE FUNCTION leads_scored()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER leads_score_changed ON leads')
      await db.rawQuery('DROP TRIGGER leads_score_given ON leads')
      await db.rawQuery('DROP FUNCTION leads_scored()')
      await db.rawQuery('DROP TABLE lead_score_changes')
    })
  }
}
