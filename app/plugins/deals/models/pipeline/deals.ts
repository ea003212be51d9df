import { conflict, invalid } from '#core/http/exceptions/problem'
import Deal from '#plugins/deals/models/deal'
import type { Place } from '#plugins/deals/models/deal/place'
import { observersOf } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Refuses to take away what deals are in. Holds the stages FOR UPDATE, which is
 * more than records are locked by: whoever is putting a deal there is waited
 * for, and whoever comes later waits, and will find them gone.
 *
 * @throws 409 with the number of deals
 */
export async function ensureNoDeals(
  column: 'pipeline_id' | 'stage_id',
  id: string,
  noun: 'pipeline' | 'stage'
): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(
    `SELECT FROM pipeline_stages
     WHERE organization_id = $1 AND ${column === 'stage_id' ? 'id' : column} = $2
     ORDER BY id FOR UPDATE`,
    [unit.organizationId, id]
  )
  const { rows } = await unit.query<{ count: number }>(
    `SELECT count(*) AS count FROM deals
     WHERE organization_id = $1 AND ${column} = $2 AND deleted_at IS NULL`,
    [unit.organizationId, id]
  )
  const count = rows[0]?.count ?? 0
  if (count === 0) return
  throw conflict(
    `${noun}_in_use`,
    `There are deals in this ${noun}. Say where they go with "reassign_to".`,
    { count }
  )
}

/** The deals of a stage go into another one of its kind. @throws 422 when there is none such */
export async function moveStageDeals(from: string, to: string): Promise<void> {
  await move(
    `SELECT s.id AS from_id, t.id AS to_id, t.pipeline_id, t.type, t.probability
     FROM pipeline_stages s
     JOIN pipeline_stages t ON t.organization_id = s.organization_id AND t.type = s.type
     WHERE s.organization_id = $1 AND s.id = $2 AND t.id = $3 AND t.id <> s.id
       AND t.deleted_at IS NULL AND t.is_active`,
    [from, to]
  )
}

/** As `moveStageDeals`, for all stages of a pipeline at once. */
export async function movePipelineDeals(from: string, to: string): Promise<void> {
  await move(
    `SELECT s.id AS from_id, t.id AS to_id, t.pipeline_id, t.type, t.probability
     FROM pipeline_stages s
     CROSS JOIN LATERAL (
       SELECT t.id, t.pipeline_id, t.type, t.probability FROM pipeline_stages t
       WHERE t.organization_id = s.organization_id AND t.pipeline_id = $3 AND t.type = s.type
         AND t.deleted_at IS NULL AND t.is_active
       ORDER BY name_key(t.name) = name_key(s.name) DESC, t.position LIMIT 1
     ) t
     WHERE s.organization_id = $1 AND s.pipeline_id = $2 AND s.pipeline_id <> $3`,
    [from, to]
  )
}

/** What is said of a target that is absent, or of another kind. */
export const UNFIT_TARGET =
  'These deals cannot be moved there: the target is missing or not in use.'

/** Deals that are held in memory. */
const AT_ONCE = 500

interface Relocation extends Place {
  readonly fromId: string
}

/**
 * One statement, or where a plugin has a say in it each deal like any other
 * (ADR 0091); what is deleted has nobody who would.
 *
 * @param mapping answers from_id, to_id, pipeline_id, type and probability; none when it cannot be done
 */
async function move(mapping: string, [from, to]: readonly [string, string]): Promise<void> {
  const unit = UnitOfWork.get()
  const values = [unit.organizationId, from, to]
  /* Many deals take their time, and nobody else waits for them. */
  await unit.allowLongStatements(60)
  const { rows } = await unit.query<Relocation>(
    `SELECT from_id AS "fromId", to_id AS "stageId", pipeline_id AS "pipelineId", type, probability
     FROM (${mapping}) place`,
    values
  )
  if (rows.length === 0) throw unfitTarget()
  if (await observersOf('deals:move')) for (const place of rows) await relocateEach(place)
  unit.setAuditAction('deals:move')
  await unit.query(
    `UPDATE deals d
     SET pipeline_id = place.pipeline_id, stage_id = place.to_id,
         probability = CASE d.status WHEN 'open' THEN place.probability ELSE d.probability END,
         version = d.version + 1, updated_at = now()
     FROM (${mapping}) place
     WHERE d.organization_id = $1 AND d.stage_id = place.from_id`,
    values
  )
}

async function relocateEach({ fromId, ...place }: Relocation): Promise<void> {
  let deals = await batchAfter(fromId, null)
  while (deals.length > 0) {
    for (const deal of deals) await deal.relocate(place)
    deals = await batchAfter(fromId, deals.at(-1)?.id ?? null)
  }
}

function batchAfter(stageId: string, id: string | null): Promise<Deal[]> {
  const deals = Deal.query()
    .where('stageId', stageId)
    .withScopes((scopes) => scopes.notDeleted())
  if (id !== null) void deals.where('id', '>', id)
  return deals.orderBy('id').limit(AT_ONCE).forUpdate()
}

function unfitTarget() {
  return invalid([
    {
      field: 'reassign_to',
      rule: 'exists',
      message: UNFIT_TARGET,
    },
  ])
}
