import type { RecordQuery } from '#query/record_query'
import { Statement } from '#query/statement'

/** The departments of the employees that the caller may read, each once, as finished JSON. */
export async function departments(query: RecordQuery): Promise<string> {
  const statement = new Statement()
  const { rows } = await query.last<{ body: string }>(
    `SELECT coalesce(json_agg(department ORDER BY department), '[]')::text AS body
     FROM (SELECT DISTINCT r.department FROM employees r
           WHERE ${query.scope(statement)} AND r.department IS NOT NULL) departments`,
    statement
  )
  return rows[0]?.body ?? '[]'
}
