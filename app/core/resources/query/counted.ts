import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createSecurityDefiner } from '#core/database/rls'

/** What a term looks like in LIKE, where `%` and `_` of it mean themselves. */
const PATTERN = `'%' || regexp_replace(lower(term), '([\\\\%_])', '\\\\\\1', 'g') || '%'`

/** What a DELETE took away: records that go with their organization are counted nowhere any more. */
export const ofTheLiving = (alias: string) => `removed ${alias}
  JOIN organizations living ON living.id = ${alias}.organization_id`

/**
 * Keeps the number of a table's undeleted records per organization and facet
 * in `record_counters`, by triggers, so that an exact count is a sum of a few
 * rows at any size. For migrations; the resource names the same facets in the
 * same order.
 *
 * @param facets columns with a handful of values each, never null
 */
export async function countRecords(
  db: QueryClientContract,
  table: string,
  facets: readonly string[]
) {
  const of = (row: string) =>
    `ARRAY[${facets.map((facet) => `${row}.${facet}`).join(', ')}]::text[]`
  const add = (rows: string, sign: '+' | '-', alias: string) => `
    INSERT INTO record_counters AS counter (organization_id, resource, facets, slot, total)
    SELECT ${alias}.organization_id, '${table}', ${of(alias)},
           counter_slot(${alias}.organization_id), ${sign}count(*)
    FROM ${rows} WHERE ${alias}.deleted_at IS NULL
    GROUP BY 1, 3 ORDER BY 1, 3
    ON CONFLICT (organization_id, resource, facets, slot)
    DO UPDATE SET total = counter.total + EXCLUDED.total;`

  await createSecurityDefiner(
    db,
    `${table}_counted() RETURNS trigger`,
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${add('added changed', '+', 'changed')}
      ELSIF TG_OP = 'DELETE' THEN ${add(ofTheLiving('changed'), '-', 'changed')}
      ELSE ${add('(SELECT OLD.*) changed', '-', 'changed')} ${add('(SELECT NEW.*) changed', '+', 'changed')}
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_added AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`)
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_removed AFTER DELETE ON ${table}
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`)

  const moved = ['deleted_at', ...facets]
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_moved AFTER UPDATE OF ${moved.join(', ')} ON ${table}
    FOR EACH ROW WHEN (${moved.map((column) => `OLD.${column} IS DISTINCT FROM NEW.${column}`).join(' OR ')})
    EXECUTE FUNCTION ${table}_counted()`)
}

/** Gives records that come without a code the next one: CUST001, CUST002, … For migrations. */
export async function codeRecords(db: QueryClientContract, table: string, prefix: string) {
  await db.rawQuery(`
    CREATE TRIGGER ${table}_code BEFORE INSERT ON ${table}
    FOR EACH ROW EXECUTE FUNCTION assign_code('${prefix}')`)
}

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
