import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v1/rls'

/** By what the records of a table are found. */
export interface Searched {
  /** Columns, or SQL over them; what the record is called comes first. */
  readonly columns: readonly string[]
  /** Columns of telephone numbers, found by their digits. */
  readonly phones?: readonly string[]
  /** Whose name finds it as its own does: `{ table: 'customers', key: 'customer_id' }`. */
  readonly through?: { readonly table: string; readonly key: string }
}

/** The newest records that are looked at to see how much a term matches. */
const SAMPLE = 400
/** From this many of them on, going through the records from the newest on is faster than the index. */
const BROAD = 32

/**
 * Makes a table's records findable by `search_<table>(term)`, which answers the
 * ids of the active organization's records that hold all words of the term, in
 * any order, in whichever of the columns, without their accents and in any case;
 * or its digits, in a telephone number or a code; or whose code it is.
 * `search_<table>(term, most)` answers the newest of them, and no more than `most`.
 *
 * Functions of `crm_system`, since row-level security keeps the planner from
 * using a trigram index: LIKE is not leakproof. They take the organization from
 * the setting of the transaction, and the caller joins their answer with rows
 * that the fence lets the caller see. Planned for each term anew: a plan kept for
 * all of them would not know how rare one is. The index is asked for the three
 * longest words, of which the first is rare enough as a rule. For migrations.
 */
export async function searchRecords(db: QueryClientContract, table: string, searched: Searched) {
  await db.rawQuery(
    `ALTER TABLE ${table} ADD COLUMN search_text text GENERATED ALWAYS AS (${textOf(searched)}) STORED`
  )
  await db.rawQuery(
    `CREATE INDEX ${table}_search ON ${table}
     USING gin (organization_id, search_text gin_trgm_ops) WHERE deleted_at IS NULL`
  )
  const { through } = searched
  await createSecurityDefiner(
    db,
    `search_${table}(term text) RETURNS SETOF uuid`,
    `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    ${DECLARED}
    BEGIN
      IF code IS NULL ${through ? 'AND false' : ''} THEN
        RETURN QUERY SELECT record.id FROM ${table} record WHERE ${living('record')} AND (${OWN});
      ELSE
        RETURN QUERY ${ways(table, through).join(' UNION ')};
      END IF;
    END $$`,
    ['crm_app']
  )
  await searchNewest(db, table, through)
}

/** Takes away what `searchRecords` made, of this version or the one before. */
export async function dropSearch(db: QueryClientContract, table: string) {
  await dropSecurityDefiners(db, `search_${table}(text, integer)`, `search_${table}(text)`)
  await db.rawQuery(`ALTER TABLE ${table} DROP COLUMN search_text`)
}

async function searchNewest(
  db: QueryClientContract,
  table: string,
  through: Searched['through']
) {
  const fromNewest = `SELECT * FROM ${table} record WHERE ${living('record')} ORDER BY created_at DESC, id DESC`
  const newest = (sql: string) => `(${sql} ORDER BY created_at DESC, id DESC LIMIT most)`
  const found = ways(table, through, 'record.id, record.created_at').map(newest).join(' UNION ')
  const meets = through
    ? `${OWN} OR record.code = code OR EXISTS (SELECT FROM ${through.table} owner
        WHERE ${owns(through)} AND ${whole()} LIKE ALL (words))`
    : `${OWN} OR record.code = code`
  await createSecurityDefiner(
    db,
    `search_${table}(term text, most integer) RETURNS SETOF uuid`,
    `LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_custom_plan AS $$
    ${DECLARED}
      hits integer;
    BEGIN
      SELECT count(*) INTO hits FROM (${fromNewest} LIMIT ${SAMPLE}) record WHERE ${meets};
      IF hits >= ${BROAD} THEN
        RETURN QUERY SELECT record.id FROM (${fromNewest} OFFSET 0) record WHERE ${meets} LIMIT most;
      ELSE
        RETURN QUERY SELECT found.id FROM (${found} ORDER BY created_at DESC, id DESC LIMIT most) found;
      END IF;
    END $$`,
    ['crm_app']
  )
}

const DECLARED = `#variable_conflict use_variable
    DECLARE
      words text[] := search_words(term);
      first text := words[1];
      second text := words[2];
      third text := words[3];
      number text := search_number(term);
      code text := search_code(term);`

/** Whether a record holds all of the term itself. */
const OWN = `record.search_text LIKE first
  AND (second IS NULL OR record.search_text LIKE second)
  AND (third IS NULL OR record.search_text LIKE third)
  AND (words[4] IS NULL OR record.search_text LIKE ALL (words))
  OR number IS NOT NULL AND record.search_text LIKE number`

function living(alias: string): string {
  return `${alias}.organization_id = app_organization() AND ${alias}.deleted_at IS NULL`
}

function owns({ key }: { readonly key: string }): string {
  return `owner.organization_id = record.organization_id AND owner.id = record.${key}
          AND owner.deleted_at IS NULL`
}

/** What a record and the one that it belongs to are called. */
function whole(): string {
  return `record.search_text || split_part(owner.search_text, E'\\n', 1)`
}

/** The ways in which a record is found, each by an index. */
function ways(table: string, through: Searched['through'], columns = 'record.id'): string[] {
  const select = `SELECT ${columns} FROM ${table} record`
  const own = `${select} WHERE ${living('record')} AND (${OWN})`
  const coded = `${select} WHERE ${living('record')} AND record.code = code`
  if (!through) return [own, coded]
  const joined = `${select} JOIN ${through.table} owner ON ${owns(through)} WHERE ${living('record')}`
  return [
    own,
    coded,
    `${joined} AND second IS NOT NULL AND record.search_text LIKE first AND ${whole()} LIKE ALL (words)`,
    `${joined} AND owner.search_text LIKE first
       AND split_part(owner.search_text, E'\\n', 1) LIKE first AND ${whole()} LIKE ALL (words)`,
  ]
}

/** One field a line, so that no word reaches from one into the next; digits come last. */
function textOf({ columns, phones = [] }: Searched): string {
  const digits = (sql: string) => `regexp_replace(${sql}, '[^0-9]', '', 'g')`
  return [
    ...columns.map((column) => `fold_text(coalesce(${column}, ''))`),
    ...phones.map((column) => digits(`coalesce(${column}, '')`)),
    digits('code'),
    `''`,
  ].join(` || E'\\n' || `)
}

/** Brings what was written before it was done at the entrance into the composed form of Unicode. */
export async function composeText(
  db: QueryClientContract,
  table: string,
  columns: readonly string[]
) {
  const composed = columns.map((column) => `${column} = normalize(${column}, NFC)`)
  const isNot = columns.map((column) => `${column} IS NOT NFC NORMALIZED`)
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(`UPDATE ${table} SET ${composed.join(', ')} WHERE ${isNot.join(' OR ')}`)
  await db.rawQuery('RESET ROLE')
}
