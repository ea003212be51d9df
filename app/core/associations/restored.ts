import type { LucidRow } from '@adonisjs/lucid/types/model'
import { Identity } from '#core/access/identity'
import { labelsBetween } from '#core/associations/labels'
import { ensureWithinLimits } from '#core/associations/limits'
import { associationsSql, type End } from '#core/associations/pair'
import { participants, takesPart } from '#core/associations/participants'
import { actingCaller } from '#core/plugins/rights/acting'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Neighbour extends Record<string, unknown> {
  readonly id: string
  readonly labels: string[]
  readonly inverse_labels: string[]
}

/**
 * Keeps to the limits of labels when a record comes back, since others may have taken its places
 * meanwhile.
 *
 * @throws 409 naming who holds them
 */
export async function ensurePlacesFree(resource: string, record: LucidRow): Promise<void> {
  if (!takesPart({ name: resource })) return
  const unit = UnitOfWork.get()
  const self = { type: resource, id: String(record.$primaryKeyValue) }
  const kinds = await associatedTypes(self)
  if (kinds.length === 0) return
  const here = await currentPlugins()
  const caller = actingCaller() ?? Identity.ofSystem(unit.actorId, unit.organizationId)
  for (const type of kinds) {
    const known = await labelsBetween(resource, type, here)
    const limited = [...known.values()].filter(
      ({ limitFrom, limitTo }) => limitFrom !== null || limitTo !== null
    )
    if (limited.length === 0) continue
    const ends = { self: here.extend(find(resource)), other: here.extend(find(type)) }
    for (const neighbour of await lockNeighbours(self, ends.other)) {
      const other = { type, id: neighbour.id }
      const among = (keys: readonly string[]) => limited.filter(({ key }) => keys.includes(key))
      const own = among(neighbour.labels)
      await ensureWithinLimits({ self, other, resources: ends, labels: own }, caller)
      const inverse = among(neighbour.inverse_labels)
      const swapped = { self: ends.other, other: ends.self }
      const wanted = { self: other, other: self, resources: swapped, labels: inverse }
      await ensureWithinLimits(wanted, caller)
    }
  }
}

function find(name: string): Resource {
  const resource = resources.get(name)
  if (!resource) throw new Error(`There is no resource "${name}"`)
  return resource
}

/** With records of which resources it is associated by labels. */
async function associatedTypes({ type, id }: End): Promise<string[]> {
  const { rows } = await UnitOfWork.get().query<{ type: string }>(
    `SELECT DISTINCT CASE WHEN from_type = $1 AND from_id = $2 THEN to_type ELSE from_type END AS type
     FROM associations
     WHERE organization_id = app_organization() AND labels || inverse_labels <> '{}'
       AND ((from_type = $1 AND from_id = $2) OR (to_type = $1 AND to_id = $2))`,
    [type, id]
  )
  return rows.map((row) => row.type).filter((name) => participants().has(name))
}

/** They are locked as those who associate them lock them, so that no one takes a place meanwhile. */
async function lockNeighbours(self: End, other: Resource): Promise<Neighbour[]> {
  const { rows } = await UnitOfWork.get().query<Neighbour>(
    `SELECT r.id, association.labels, association.inverse_labels
     FROM ${other.table} r
     JOIN ${associationsSql(self.type, other.name, 'app_organization()')} association
       ON association.other_id = r.id
     WHERE r.organization_id = app_organization() AND association.self_id = $1
       ${other.softDeletes ? 'AND r.deleted_at IS NULL' : ''}
     ORDER BY r.id FOR NO KEY UPDATE OF r`,
    [self.id]
  )
  return rows
}
