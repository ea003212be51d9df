import { dimensionsOf } from '#core/resources/query/count'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import type { UnitOfWork } from '#core/database/unit_of_work'

/** A resource whose records are counted as they are written. */
export type CountedResource = Resource & { readonly groupBy: readonly string[] }

export function countedResources(): readonly CountedResource[] {
  return [...resources.values()].filter(
    (resource): resource is CountedResource => resource.groupBy !== undefined
  )
}

/** What the counters of a resource should say, by counting all of its records. */
function truth(resource: CountedResource): string {
  const dimensions = dimensionsOf(resource).map(({ column }) => `r.${column}`)
  const sums = Object.values(resource.aggregates ?? {}).map((sql) => `sum(${sql})`)
  return `
    SELECT r.organization_id, ARRAY[${dimensions.join(', ')}]::text[] AS facets, count(*) AS total,
           ARRAY[${sums.join(', ')}]::numeric[] AS sums
    FROM ${resource.table} r WHERE r.deleted_at IS NULL GROUP BY 1, 2`
}

/** How many kept numbers differ from the real ones. In units of the system. */
export async function wrongCounters(unit: UnitOfWork, resource: CountedResource): Promise<number> {
  const names = Object.keys(resource.aggregates ?? {})
  const sums = names.map((_, index) => `sum(sums[${index + 1}])`)
  const noughts = `ARRAY[${names.map(() => '0').join(', ')}]::numeric[]`
  const { rows } = await unit.query<{ wrong: number }>(
    `SELECT count(*) AS wrong
     FROM (${truth(resource)}) counted
     FULL JOIN (SELECT organization_id, facets, sum(total) AS total,
                       ARRAY[${sums.join(', ')}]::numeric[] AS sums
                FROM record_counters WHERE resource = $1 GROUP BY 1, 2) kept
       USING (organization_id, facets)
     WHERE coalesce(counted.total, 0) <> coalesce(kept.total, 0)
        OR coalesce(counted.sums, ${noughts}) <> coalesce(kept.sums, ${noughts})`,
    [resource.table]
  )
  return rows[0]?.wrong ?? 0
}

/** Counts anew. Writers of the resource wait meanwhile. In units of the system. */
export async function rebuildCounters(unit: UnitOfWork, resource: CountedResource): Promise<void> {
  await unit.allowLongStatements(0)
  await unit.query(`LOCK TABLE ${resource.table} IN SHARE MODE`)
  await unit.query('DELETE FROM record_counters WHERE resource = $1', [resource.table])
  await unit.query(
    `INSERT INTO record_counters (organization_id, resource, facets, slot, total, sums)
     SELECT organization_id, $1, facets, 0, total, sums FROM (${truth(resource)}) counted`,
    [resource.table]
  )
}
