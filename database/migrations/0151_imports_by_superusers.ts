import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/** Superusers import from their pages, for organizations that they do not belong to. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        'ALTER TABLE imports ADD COLUMN is_by_superuser boolean NOT NULL DEFAULT false'
      )
      await db.rawQuery('CREATE INDEX imports_newest ON imports (created_at DESC, id DESC)')

      /* Who is a superuser is told only of those who have ordered an import here as one. */
      await createSecurityDefiner(
        db,
        'imports_as_superuser(p_user uuid) RETURNS boolean',
        `LANGUAGE sql STABLE AS $$
          SELECT EXISTS (
            SELECT 1 FROM users u
            WHERE u.id = p_user AND u.is_superuser AND u.is_active AND EXISTS (
              SELECT 1 FROM imports i
              WHERE i.organization_id = app_organization() AND i.created_by_id = u.id
                AND i.is_by_superuser))
        $$`,
        ['crm_app']
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION imports_as_superuser(uuid)')
      await db.rawQuery('RESET ROLE')
      await db.rawQuery('DROP INDEX imports_newest')
      await db.rawQuery('ALTER TABLE imports DROP COLUMN is_by_superuser')
    })
  }
}
