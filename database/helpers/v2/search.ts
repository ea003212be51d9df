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
 * Makes a table's records findable by `search_<table>(term, most)`, which answers
 * those of the active organization that hold all words of the term, in any order,
 * in whichever of the columns, without their accents and in any case; or its
 * digits, in a telephone number or a code; or whose code it is. What fits best
 * comes first (`search_rank`), then the newest; null of `most` is all of them. Of
 * a term that one in twelve of the newest records holds, `most` are the newest,
 * unranked: to read them from the newest on is faster than the index then.
 *
 * A function of `crm_system`, since row-level security keeps the planner from
 * using a trigram index: LIKE is not leakproof. It takes the organization from
 * the setting of the transaction, and the caller joins its answer with rows that
 * the fence lets the caller see. Planned for each term anew: a plan kept for all
 * of them would not know how rare one is. The index is asked for the three
 * longest words. For migrations; the resource says `searchable: 'ranked'`.
 */
export async function searchRecords(db: QueryClientContract, table: string, searched: Searched) {
  const { through } = searched
  await db.rawQuery(
    `ALTER TABLE ${table} ADD COLUMN search_text text GENERATED ALWAYS AS (${textOf(searched)}) STORED`
  )
  await db.rawQuery(
    `CREATE INDEX ${table}_search ON ${table}
     USING gin (organization_id, search_text gin_trgm_ops) WHERE deleted_at IS NULL`
  )
  const fromNewest = `SELECT * FROM ${table} record WHERE ${living('record')}
                      ORDER BY record.created_at DESC, record.id DESC`
  await createSecurityDefiner(
    db,
    `search_${table}(term text, most integer) RETURNS TABLE (id uuid, rank integer, created_at timestamptz)`,
    `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    ${DECLARED}
    BEGIN
      IF most IS NOT NULL THEN
        SELECT count(*) INTO hits FROM (${fromNewest} LIMIT ${SAMPLE}) record
        WHERE ${meets(through)};
      END IF;
      IF hits >= ${BROAD} THEN
        RETURN QUERY SELECT record.id, 3, record.created_at::timestamptz FROM (${fromNewest} OFFSET 0) record
        WHERE ${meets(through)} LIMIT most;
      ELSE
        RETURN QUERY SELECT found.id, found.rank, found.created_at
        FROM (${ways(table, through).join(' UNION ')}) found
        ORDER BY found.rank, found.created_at DESC, found.id DESC LIMIT most;
      END IF;
    END $$`,
    ['crm_app']
  )
}

/** Takes away what `searchRecords` made. */
export async function dropSearch(db: QueryClientContract, table: string) {
  await dropSecurityDefiners(db, `search_${table}(text, integer)`)
  await db.rawQuery(`ALTER TABLE ${table} DROP COLUMN search_text`)
}

/** Takes away what `searchRecords` and `searchNewest` of v1 made. */
export async function dropFormerSearch(db: QueryClientContract, table: string) {
  await dropSecurityDefiners(db, `search_${table}(text)`)
  await dropSearch(db, table)
}

const DECLARED = `DECLARE
      hits integer;
      folded text := fold_text(btrim(term));
      words text[] := search_words(term);
      first text := words[1];
      second text := words[2];
      third text := words[3];
      number text := search_number(term);
      own_code text := search_code(term);`

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
const WHOLE = `(record.search_text || split_part(owner.search_text, E'\\n', 1))`

/** Whether one record is found, in whichever way. */
function meets(through: Searched['through']): string {
  const own = `${OWN} OR record.code = own_code`
  if (!through) return own
  return `${own} OR EXISTS (SELECT FROM ${through.table} owner
            WHERE ${owns(through)} AND ${WHOLE} LIKE ALL (words))`
}

/** The ways in which records are found, each by an index. */
function ways(table: string, through: Searched['through']): string[] {
  const select = `SELECT record.id, search_rank(record.search_text, folded) AS rank,
                         record.created_at::timestamptz AS created_at FROM ${table} record`
  const own = `${select} WHERE ${living('record')} AND (${OWN})`
  const coded = `${select} WHERE ${living('record')} AND record.code = own_code`
  if (!through) return [`${own} UNION ALL ${coded} AND (${OWN}) IS NOT TRUE`]
  const joined = `${select} JOIN ${through.table} owner ON ${owns(through)} WHERE ${living('record')}`
  return [
    own,
    coded,
    `${joined} AND second IS NOT NULL AND record.search_text LIKE first AND ${WHOLE} LIKE ALL (words)`,
    `${joined} AND owner.search_text LIKE first
       AND split_part(owner.search_text, E'\\n', 1) LIKE first AND ${WHOLE} LIKE ALL (words)`,
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
