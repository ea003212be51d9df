import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { didYouMean } from '#core/http/did_you_mean'
import { type CheckResult, checkResult, problem } from '#core/health/checks/issue'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { fieldSql } from '#core/resources/query/field_sql'

/** Fields of resources that are read from a column which their table does not have. */
export async function checkColumns(
  client: QueryClientContract,
  declared: Iterable<Resource> = resources.values()
): Promise<CheckResult> {
  const { rows }: { rows: { table: string; columns: string[] }[] } = await client.rawQuery(
    `SELECT c.relname AS table, array_agg(a.attname::text) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
       AND a.attnum > 0 AND NOT a.attisdropped
     GROUP BY c.oid, c.relname`
  )
  const columnsOf = new Map(rows.map(({ table, columns }) => [table, columns]))
  return checkResult([...declared].flatMap((resource) => missingColumns(resource, columnsOf)))
}

function missingColumns(resource: Resource, columnsOf: ReadonlyMap<string, readonly string[]>) {
  const columns = columnsOf.get(resource.table)
  if (!columns) return []
  return Object.entries(resource.fields).flatMap(([name, field]) => {
    const [, column] = /^r\.(\w+)$/.exec(fieldSql(resource, name)) ?? []
    if (field.sqlFor || column === undefined || columns.includes(column)) return []
    return [
      problem(
        `resource "${resource.name}": the field "${name}" has no column in "${resource.table}".` +
          didYouMean(column, columns)
      ),
    ]
  })
}
