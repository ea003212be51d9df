import type { RecordQuery } from '#query/record_query'
import { Statement } from '#query/statement'
import type { Read } from '#tenancy/read'

/** The departments of the employees that the caller may read, each once, as finished JSON. */
export function departments(query: RecordQuery): Read<string> {
  const statement = new Statement()
  return statement.readJson(
    `SELECT coalesce(json_agg(department ORDER BY department), '[]')::text AS body
     FROM (SELECT DISTINCT r.department FROM employees r
           WHERE ${query.scope(statement)} AND r.department IS NOT NULL) departments`,
    '[]'
  )
}
