import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createSecurityDefiner } from '#database/helpers/v1/rls'

/** What a term looks like in LIKE, where `%` and `_` of it mean themselves. */
const PATTERN = `'%' || regexp_replace(lower(term), '([\\\\%_])', '\\\\\\1', 'g') || '%'`

/**
 * Makes a table's text searchable by substring through `search_<table>(term)`,
 * which answers the ids of the active organization's matching records.
 *
 * A function of `crm_system`, since row-level security keeps the planner from
 * using a trigram index: LIKE is not leakproof. It takes the organization from
 * the setting of the transaction, and the caller joins its answer with rows
 * that the fence lets the caller see. Planned for each term anew: a plan kept for all
 * of them would not know how rare one is. For migrations.
 *
 * @param also SQL that answers the ids of further records, which are found by
 * what they belong to; compares with `pattern`
 */
export async function searchRecords(
  db: QueryClientContract,
  table: string,
  columns: readonly string[],
  { also }: { readonly also?: string } = {}
) {
  const text = columns.map((column) => `coalesce(${column}, '')`).join(` || E'\\n' || `)
  await db.rawQuery(
    `ALTER TABLE ${table} ADD COLUMN search_text text GENERATED ALWAYS AS (lower(${text})) STORED`
  )
  await db.rawQuery(
    `CREATE INDEX ${table}_search ON ${table}
     USING gin (organization_id, search_text gin_trgm_ops) WHERE deleted_at IS NULL`
  )
  await createSecurityDefiner(
    db,
    `search_${table}(term text) RETURNS SETOF uuid`,
    `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    DECLARE
      pattern text := ${PATTERN};
    BEGIN
      RETURN QUERY SELECT record.id FROM ${table} record
      WHERE record.organization_id = app_organization() AND record.deleted_at IS NULL
        AND record.search_text LIKE pattern ${also ? `UNION ${also}` : ''};
    END $$`,
    ['crm_app']
  )
}

/** The newest records that are looked at to see how much a term matches. */
const SAMPLE = 400
/** From this many of them on, going through the records from the newest on is faster than the index. */
const BROAD = 32

/**
 * The same for who reads one page and no exact count: `search_<table>(term,
 * most)` answers the newest matches, and no more of them than `most`. What
 * matches nearly every record then costs about as little as what matches few.
 * For migrations, of every table that `searchRecords` makes searchable.
 *
 * @param also SQL that answers `id` and `created_at` of further records;
 * compares with `pattern`
 * @param meets whether one record, `record`, matches, in whatever way
 */
export async function searchNewest(
  db: QueryClientContract,
  table: string,
  {
    also,
    meets = 'record.search_text LIKE pattern',
  }: { readonly also?: string; readonly meets?: string } = {}
) {
  const living = 'organization_id = app_organization() AND deleted_at IS NULL'
  const fromNewest = `SELECT * FROM ${table} WHERE ${living} ORDER BY created_at DESC, id DESC`
  const newest = (sql: string) => `(${sql} ORDER BY created_at DESC, id DESC LIMIT most)`
  const own = newest(
    `SELECT id, created_at FROM ${table} WHERE ${living} AND search_text LIKE pattern`
  )
  const found = also
    ? `(SELECT * FROM ${own} own UNION SELECT * FROM ${newest(also)} also
       ORDER BY created_at DESC, id DESC LIMIT most)`
    : own
  await createSecurityDefiner(
    db,
    `search_${table}(term text, most integer) RETURNS SETOF uuid`,
    `LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_custom_plan AS $$
    DECLARE
      pattern text := ${PATTERN};
      hits integer;
    BEGIN
      SELECT count(*) INTO hits FROM (${fromNewest} LIMIT ${SAMPLE}) record WHERE ${meets};
      IF hits >= ${BROAD} THEN
        RETURN QUERY SELECT record.id FROM (${fromNewest} OFFSET 0) record WHERE ${meets} LIMIT most;
      ELSE
        RETURN QUERY SELECT found.id FROM ${found} found;
      END IF;
    END $$`,
    ['crm_app']
  )
}
