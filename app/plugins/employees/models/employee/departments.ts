import type { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import type { Read } from '#core/database/read'

/** The departments of the employees that the caller may read, each once, as finished JSON. */
export function departments(query: RecordQuery): Read<string> {
  const statement = new Statement()
  return statement.readJson(
    `SELECT coalesce(json_agg(department ORDER BY department COLLATE alphabetical), '[]')::text AS body
     FROM (SELECT DISTINCT r.department FROM employees r
           WHERE ${query.scope(statement)} AND r.department IS NOT NULL) departments`,
    '[]'
  )
}
