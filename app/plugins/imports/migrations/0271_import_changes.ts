import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v1'

const OMITTED = [
  'mapping',
  'columns',
  'header',
  'next_piece',
  'created',
  'updated',
  'unchanged',
  'failed',
  'incomplete',
  'request_id',
]
const STATUSES = `'queued', 'running', 'completed', 'failed', 'canceled'`

const asSuperuser = (ordered: string) => `LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM users u
    WHERE u.id = p_user AND u.is_superuser AND u.is_active AND EXISTS (
      SELECT 1 FROM imports i
      WHERE i.organization_id = app_organization() AND (${ordered})))
$$`
const MADE = 'i.created_by_id = u.id AND i.is_by_superuser'

/** What an import did to each record, so that it can be taken back. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE imports
          ADD COLUMN reverted integer NOT NULL DEFAULT 0,
          ADD COLUMN kept integer NOT NULL DEFAULT 0,
          ADD COLUMN reverted_by_id uuid REFERENCES users ON DELETE SET NULL,
          ADD COLUMN is_reverted_by_superuser boolean NOT NULL DEFAULT false,
          DROP CONSTRAINT imports_status_check,
          ADD CONSTRAINT imports_status_check
            CHECK (status IN (${STATUSES}, 'reverting', 'reverted')),
          DROP CONSTRAINT imports_failure_code_check,
          ADD CONSTRAINT imports_failure_code_check CHECK (
            CASE WHEN status = 'failed' THEN failure_code IS NOT NULL
                 ELSE failure_code IS NULL OR status IN ('reverting', 'reverted') END)`)
      await db.rawQuery('CREATE INDEX imports_reverted_by ON imports (reverted_by_id)')
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: [...OMITTED, 'reverted', 'kept'],
      })
      await db.rawQuery(`
        CREATE TABLE import_changes (
          organization_id uuid NOT NULL,
          import_id uuid NOT NULL,
          record_id uuid NOT NULL,
          position bigint GENERATED ALWAYS AS IDENTITY,
          version integer NOT NULL,
          before jsonb,
          PRIMARY KEY (organization_id, import_id, record_id),
          CONSTRAINT import_changes_import_known FOREIGN KEY (organization_id, import_id)
            REFERENCES imports (organization_id, id) ON DELETE CASCADE
        )`)
      await db.rawQuery(
        'CREATE INDEX import_changes_newest ON import_changes (organization_id, import_id, position DESC)'
      )
      await enableRls(db, 'import_changes')
      await dropSecurityDefiners(db, 'imports_as_superuser(uuid)')
      await createSecurityDefiner(
        db,
        'imports_as_superuser(p_user uuid) RETURNS boolean',
        asSuperuser(`${MADE} OR i.reverted_by_id = u.id AND i.is_reverted_by_superuser`),
        ['crm_app']
      )
    })
  }

  /** What is reverted is, before that, what it was: completed. */
  override async down() {
    this.defer(async (db) => {
      await dropSecurityDefiners(db, 'imports_as_superuser(uuid)')
      await createSecurityDefiner(
        db,
        'imports_as_superuser(p_user uuid) RETURNS boolean',
        asSuperuser(MADE),
        ['crm_app']
      )
      await db.rawQuery('DROP TABLE import_changes')
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(
        `UPDATE imports SET status = 'completed', failure_code = NULL, failure_detail = NULL
         WHERE status IN ('reverting', 'reverted')`
      )
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(`
        ALTER TABLE imports
          DROP CONSTRAINT imports_status_check,
          ADD CONSTRAINT imports_status_check CHECK (status IN (${STATUSES})),
          DROP CONSTRAINT imports_failure_code_check,
          ADD CONSTRAINT imports_failure_code_check
            CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
          DROP COLUMN reverted, DROP COLUMN kept, DROP COLUMN reverted_by_id,
          DROP COLUMN is_reverted_by_superuser`)
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: OMITTED,
      })
    })
  }
}
