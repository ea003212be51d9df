import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { ofTheLiving } from '#database/helpers/v1/counters'
import { createSecurityDefiner } from '#database/helpers/v1/rls'

/** What sums are kept of, by facet: the same in a table's migration and in its resource. */
export interface Sums {
  /** Columns with a handful of values each, never null. */
  readonly facets: readonly string[]
  /** What of each record is added up, as SQL over `r`: numbers, never null. */
  readonly sums: readonly string[]
}

/**
 * As `countRecords`, and keeps sums beside the counts: statistics of any number
 * of records are read from a few rows. Triggers run once a statement and write
 * the difference that it made, since one statement may move thousands of
 * records: of a single counter there would be a version for each of them. For
 * migrations.
 */
export async function sumRecords(
  db: QueryClientContract,
  table: string,
  { facets, sums }: Sums
): Promise<void> {
  const rows = (sign: '1' | '-1', source: string) => `
    SELECT ${sign} AS sign, r.organization_id, ARRAY[${facets.map((facet) => `r.${facet}`).join(', ')}]::text[] AS facets,
           ARRAY[${sums.join(', ')}]::numeric[] AS parts
    FROM ${source} WHERE r.deleted_at IS NULL`
  const parts = sums.map((_, index) => `coalesce(sum(sign * parts[${index + 1}]), 0)`)
  const added = sums.map((_, index) => `counter.sums[${index + 1}] + EXCLUDED.sums[${index + 1}]`)
  const add = (changed: string) => `
    INSERT INTO record_counters AS counter (organization_id, resource, facets, slot, total, sums)
    SELECT organization_id, '${table}', facets, counter_slot(organization_id), sum(sign),
           ARRAY[${parts.join(', ')}]
    FROM (${changed}) changed GROUP BY 1, 3
    HAVING sum(sign) <> 0 ${parts.map((part) => `OR ${part} <> 0`).join(' ')}
    ORDER BY 1, 3
    ON CONFLICT (organization_id, resource, facets, slot)
    DO UPDATE SET total = counter.total + EXCLUDED.total, sums = ARRAY[${added.join(', ')}];`

  await createSecurityDefiner(
    db,
    `${table}_counted() RETURNS trigger`,
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${add(rows('1', 'added r'))}
      ELSIF TG_OP = 'DELETE' THEN ${add(rows('-1', ofTheLiving('r')))}
      ELSE ${add(`${rows('-1', 'removed r')} UNION ALL ${rows('1', 'added r')}`)}
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  for (const [name, event, transition] of [
    ['added', 'INSERT', 'NEW TABLE AS added'],
    ['removed', 'DELETE', 'OLD TABLE AS removed'],
    ['moved', 'UPDATE', 'OLD TABLE AS removed NEW TABLE AS added'],
  ]) {
    await db.rawQuery(`
      CREATE TRIGGER ${table}_count_${name} AFTER ${event} ON ${table} REFERENCING ${transition}
      FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`)
  }
}
