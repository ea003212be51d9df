import { type End, compare } from '#core/associations/pair'
import { isLockedFirst, takesPart } from '#core/associations/participants'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * The order in which records are locked that are to be associated: those whose changes write others
 * first, since whoever changes such a one has it already, and then by types and ids.
 */
export function lockOrder(one: End, other: End): number {
  return rank(one) - rank(other) || compare(one, other)
}

function rank({ type }: End): number {
  return isLockedFirst(type) ? 0 : 1
}

/**
 * Locks all records that a unit of work is going to associate, before it associates the first: two
 * that lock pair after pair would wait for each other. Those that are not there are passed over.
 */
export async function lockEnds(ends: readonly End[]): Promise<void> {
  const named = ends.filter((end) => takesPart({ name: end.type }) && UUID.test(end.id))
  for (const [type, group] of Map.groupBy(named.toSorted(lockOrder), (end) => end.type)) {
    const table = resources.get(type)?.table
    if (table === undefined) continue
    await UnitOfWork.get().query(
      `SELECT FROM ${table} r WHERE r.organization_id = app_organization() AND r.id = ANY($1::uuid[])
       ORDER BY r.id FOR NO KEY UPDATE`,
      [group.map(({ id }) => id)]
    )
  }
}
