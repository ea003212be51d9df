import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The picture of an organization itself, as `addImage` gives one to records. No foreign key leads to the
 * pictures, since all of those lead to their organization; the trigger alone deletes what the column names.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE organizations ADD COLUMN logo_id uuid')
      await db.rawQuery(`
        CREATE FUNCTION release_organization_logo() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM image_sizes WHERE organization_id = OLD.id AND image_id = OLD.logo_id;
          DELETE FROM images WHERE organization_id = OLD.id AND id = OLD.logo_id;
          RETURN NULL;
        END $$`)
      await db.rawQuery('REVOKE ALL ON FUNCTION release_organization_logo() FROM PUBLIC')
      await db.rawQuery(
        `CREATE TRIGGER organizations_logo_release AFTER UPDATE OF logo_id ON organizations
         FOR EACH ROW WHEN (OLD.logo_id IS DISTINCT FROM NEW.logo_id)
         EXECUTE FUNCTION release_organization_logo()`
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('UPDATE organizations SET logo_id = NULL WHERE logo_id IS NOT NULL')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP TRIGGER organizations_logo_release ON organizations')
      await db.rawQuery('DROP FUNCTION release_organization_logo()')
      await db.rawQuery('ALTER TABLE organizations DROP COLUMN logo_id')
    })
  }
}
