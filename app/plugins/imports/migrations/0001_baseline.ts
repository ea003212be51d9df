import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v1'

/**
 * Files that become records. Every process works them from here: the lines of a
 * file lie beside it in pieces, each of which is one transaction, and what was
 * refused of it lies there until somebody has mended it.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE imports (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          resource text NOT NULL,
          file_name text NOT NULL CHECK (char_length(file_name) BETWEEN 1 AND 255),
          file_size integer NOT NULL CHECK (file_size > 0),
          delimiter text NOT NULL CHECK (char_length(delimiter) = 1),
          columns text[] NOT NULL,
          mapping jsonb NOT NULL,
          match_by text,
          dry_run boolean NOT NULL DEFAULT false,
          status text NOT NULL DEFAULT 'queued'
            CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
          total integer NOT NULL CHECK (total > 0),
          next_piece integer NOT NULL DEFAULT 0,
          created integer NOT NULL DEFAULT 0,
          updated integer NOT NULL DEFAULT 0,
          unchanged integer NOT NULL DEFAULT 0,
          failed integer NOT NULL DEFAULT 0,
          processed integer NOT NULL
            GENERATED ALWAYS AS (created + updated + unchanged + failed) STORED,
          failure_code text,
          failure_detail text,
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          api_key_id uuid,
          request_id text,
          started_at timestamptz(3),
          finished_at timestamptz(3),
          file_removed_at timestamptz(3),
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          is_by_superuser boolean NOT NULL DEFAULT false,
          PRIMARY KEY (organization_id, id),
          CONSTRAINT imports_processed_check
            CHECK (created + updated + unchanged + failed <= total),
          CONSTRAINT imports_failure_code_check
            CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
          CONSTRAINT imports_finished_at_check
            CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL))
        )`)
      await db.rawQuery(
        'CREATE INDEX imports_list ON imports (organization_id, created_at DESC, id DESC)'
      )
      await db.rawQuery('CREATE INDEX imports_newest ON imports (created_at DESC, id DESC)')
      await db.rawQuery(
        `CREATE INDEX imports_kept ON imports (organization_id, finished_at)
         WHERE file_removed_at IS NULL`
      )
      await db.rawQuery('CREATE INDEX imports_created_by ON imports (created_by_id)')
      await enableRls(db, 'imports')
      /* What each piece came to is progress, and told by the records themselves. */
      await auditRecords(db, 'imports', {
        resource: 'imports',
        label: ['file_name'],
        omit: [
          'mapping',
          'columns',
          'next_piece',
          'created',
          'updated',
          'unchanged',
          'failed',
          'request_id',
        ],
      })

      await db.rawQuery(`
        CREATE TABLE import_pieces (
          organization_id uuid NOT NULL,
          import_id uuid NOT NULL,
          position integer NOT NULL,
          lines json NOT NULL,
          PRIMARY KEY (organization_id, import_id, position),
          CONSTRAINT import_pieces_import_known FOREIGN KEY (organization_id, import_id)
            REFERENCES imports (organization_id, id) ON DELETE CASCADE
        )`)
      await enableRls(db, 'import_pieces')

      await db.rawQuery(`
        CREATE TABLE import_errors (
          organization_id uuid NOT NULL,
          import_id uuid NOT NULL,
          line integer NOT NULL,
          cells text[] NOT NULL,
          errors json NOT NULL,
          PRIMARY KEY (organization_id, import_id, line),
          CONSTRAINT import_errors_import_known FOREIGN KEY (organization_id, import_id)
            REFERENCES imports (organization_id, id) ON DELETE CASCADE
        )`)
      await enableRls(db, 'import_errors')

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
      await dropSecurityDefiners(db, 'imports_as_superuser(uuid)')
      await db.rawQuery('DROP TABLE import_errors')
      await db.rawQuery('DROP TABLE import_pieces')
      await db.rawQuery('DROP TABLE imports')
    })
  }
}
