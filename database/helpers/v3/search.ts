import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v1/rls'
import * as v2 from '#database/helpers/v2/search'

type Through = v2.Searched['through']

/** The newest records that are looked at to see how much a term matches. */
const SAMPLE = 400
/** From this many of them on, going through the records from the newest on is faster than the index. */
const BROAD = 32

/** As that of v2, with the function of `replaceSearch`. For migrations. */
export async function searchRecords(
  db: QueryClientContract,
  table: string,
  searched: v2.Searched
): Promise<void> {
  await v2.searchRecords(db, table, searched)
  await replaceSearch(db, table, searched)
}

/**
 * Makes `search_<table>(term, most)` anew, which finds what it found: those of the active
 * organization that hold all words of the term, or its digits, or whose code it is.
 *
 * Of `most`, what fits best comes first, then the newest. All of them, where `most` is null, come
 * in no order: their caller wants the best few and their number, for which none has to be sorted.
 *
 * Of what belongs to another record, some words may stand in the one and the others in the name
 * of the other: each way of sharing out two of them is asked of both indexes, so that the planner
 * begins with the rarer one instead of reading the owner of each that holds the first. For
 * migrations, of tables that `searchRecords` of v2 made searchable.
 */
export async function replaceSearch(
  db: QueryClientContract,
  table: string,
  { through }: { readonly through?: Through } = {}
): Promise<void> {
  await dropSecurityDefiners(db, `search_${table}(text, integer)`)
  const fromNewest = `SELECT * FROM ${table} record WHERE ${living('record')}
                      ORDER BY record.created_at DESC, record.id DESC`
  const found = ways(table, through)
  await createSecurityDefiner(
    db,
    `search_${table}(term text, most integer) RETURNS TABLE (id uuid, rank integer, created_at timestamptz)`,
    `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    ${DECLARED}
    BEGIN
      IF most IS NULL THEN
        RETURN QUERY ${found};
        RETURN;
      END IF;
      SELECT count(*) INTO hits FROM (${fromNewest} LIMIT ${SAMPLE}) record
      WHERE ${meets(through)};
      IF hits >= ${BROAD} THEN
        RETURN QUERY SELECT record.id, 3, record.created_at::timestamptz FROM (${fromNewest} OFFSET 0) record
        WHERE ${meets(through)} LIMIT most;
      ELSE
        RETURN QUERY SELECT found.id, found.rank, found.created_at FROM (${found}) found
        ORDER BY found.rank, found.created_at DESC, found.id DESC LIMIT most;
      END IF;
    END $$`,
    ['crm_app']
  )
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

/** What the owner is called, within what it is searched by. */
const NAME = `split_part(owner.search_text, E'\\n', 1)`
/** What a record and the one that it belongs to are called. */
const WHOLE = `(record.search_text || ${NAME})`

/** Whether one record is found, in whichever way. */
function meets(through: Through): string {
  const own = `${OWN} OR record.code = own_code`
  if (!through) return own
  return `${own} OR EXISTS (SELECT FROM ${through.table} owner
            WHERE ${owns(through)} AND ${WHOLE} LIKE ALL (words))`
}

/** All that is found, in each way by an index. */
function ways(table: string, through: Through): string {
  const select = `SELECT record.id, search_rank(record.search_text, folded) AS rank,
                         record.created_at::timestamptz AS created_at FROM ${table} record`
  const own = `${select} WHERE ${living('record')} AND (${OWN})`
  const coded = `${select} WHERE ${living('record')} AND record.code = own_code`
  if (!through) return `${own} UNION ALL ${coded} AND (${OWN}) IS NOT TRUE`
  const joined = `${select} JOIN ${through.table} owner ON ${owns(through)} WHERE ${living('record')}`
  return [
    own,
    coded,
    `${joined} AND second IS NOT NULL AND record.search_text LIKE first
       AND (third IS NOT NULL OR owner.search_text LIKE second) AND ${WHOLE} LIKE ALL (words)`,
    `${joined} AND owner.search_text LIKE first AND ${NAME} LIKE first
       AND (second IS NULL OR ${WHOLE} LIKE ALL (words))`,
  ].join(' UNION ')
}
