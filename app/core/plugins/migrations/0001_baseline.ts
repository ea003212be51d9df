import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v1'

/**
 * Which plugins an organization has turned on or off, and how it set them up.
 * Organizations that never chose have no rows. Every change gives the
 * organization a new `plugins_version`, never used before, so that a process
 * may keep what it has read for as long as the version is the same.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE organization_plugins (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          plugin text NOT NULL CHECK (char_length(plugin) <= 100),
          is_enabled boolean NOT NULL,
          settings jsonb NOT NULL DEFAULT '{}',
          seeded_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT organization_plugins_once UNIQUE (organization_id, plugin)
        )`)
      await enableRls(db, 'organization_plugins')
      await auditRecords(db, 'organization_plugins', { resource: 'plugins', label: ['plugin'] })
      await db.rawQuery('CREATE SEQUENCE plugins_versions')
      await db.rawQuery('GRANT USAGE ON SEQUENCE plugins_versions TO crm_system')
      await createSecurityDefiner(
        db,
        'organization_plugins_changed() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE organizations SET plugins_version = nextval('plugins_versions')
          WHERE id = coalesce(NEW.organization_id, OLD.organization_id);
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery(`
        CREATE TRIGGER organization_plugins_changed
        AFTER INSERT OR UPDATE OR DELETE ON organization_plugins
        FOR EACH ROW EXECUTE FUNCTION organization_plugins_changed()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE organization_plugins')
      await dropSecurityDefiners(db, 'organization_plugins_changed()')
      await db.rawQuery('DROP SEQUENCE plugins_versions')
    })
  }
}
