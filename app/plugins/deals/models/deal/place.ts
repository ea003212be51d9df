import { invalid } from '#core/http/exceptions/problem'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A stage that a deal can be put into. */
export interface Place {
  readonly stageId: string
  readonly pipelineId: string
  readonly type: 'open' | 'won' | 'lost'
  readonly probability: string
}

interface StageRef {
  readonly pipelineId: string
  readonly stageId: string
}

const PLACE = `s.id AS "stageId", s.pipeline_id AS "pipelineId", s.type, s.probability`

const STAGES = `FROM pipeline_stages s
  JOIN pipelines p ON p.organization_id = s.organization_id AND p.id = s.pipeline_id
  WHERE s.organization_id = $1 AND s.deleted_at IS NULL AND s.is_active AND p.deleted_at IS NULL`

/**
 * The stage of this id.
 *
 * @param pipelineId the pipeline that it must belong to, if that is said too
 * @throws 422 when there is no such stage, it is out of use, or elsewhere
 */
export async function placeOf(stageId: string, pipelineId?: string | null): Promise<Place> {
  const place = await first(`${STAGES} AND s.id = $2`, [stageId])
  if (!place) throw noSuch('stage_id', 'Stage not found.')
  if (!pipelineId || place.pipelineId === pipelineId) return place
  throw noSuch('stage_id', 'The stage belongs to another pipeline.')
}

/**
 * Where deals begin: the first open stage of a pipeline, or of the default one.
 *
 * @throws 422 when there is no such pipeline, or it is out of use
 */
export async function beginningOf(pipelineId: string | null): Promise<Place> {
  const place = await first(
    `${STAGES} AND s.type = 'open' AND p.is_active
     AND CASE WHEN $2::uuid IS NULL THEN p.is_default ELSE p.id = $2 END`,
    [pipelineId]
  )
  return place ?? raise(noSuch('pipeline_id', 'Pipeline not found.'))
}

/** The first stage of a pipeline that closes a deal as won or lost. There always is one. */
export async function closingOf(pipelineId: string, type: 'won' | 'lost'): Promise<Place> {
  const place = await first(`${STAGES} AND s.pipeline_id = $2 AND s.type = $3`, [pipelineId, type])
  return place ?? raise(noSuch('pipeline_id', `The pipeline has no ${type} stage.`))
}

/** The stage behind the one where a deal stands. @throws 422 when that is the last one */
export async function placeAfter({ pipelineId, stageId }: StageRef): Promise<Place> {
  const place = await first(
    `${STAGES} AND s.pipeline_id = $2 AND s.position > (
       SELECT here.position FROM pipeline_stages here
       WHERE here.organization_id = $1 AND here.id = $3)`,
    [pipelineId, stageId]
  )
  return place ?? raise(noSuch('stage_id', 'The deal is in the last stage.'))
}

/** The open stage that a closed deal was in last, if it is still there, with its probability then. */
export async function placeBeforeClosing(dealId: string): Promise<Place | null> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<Place>(
    `SELECT s.id AS "stageId", s.pipeline_id AS "pipelineId", s.type, i.probability
     FROM deal_stage_intervals i
     JOIN pipeline_stages s ON s.organization_id = i.organization_id AND s.id = i.stage_id
     WHERE i.organization_id = $1 AND i.deal_id = $2 AND i.status = 'open'
       AND s.type = 'open' AND s.deleted_at IS NULL AND s.is_active
     ORDER BY i.entered_at DESC LIMIT 1`,
    [unit.organizationId, dealId]
  )
  return rows[0] ?? null
}

async function first(stages: string, values: unknown[]): Promise<Place | undefined> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<Place>(
    `SELECT ${PLACE} ${stages} ORDER BY s.position LIMIT 1`,
    [unit.organizationId, ...values]
  )
  return rows[0]
}

function noSuch(field: string, message: string) {
  return invalid([{ field, rule: 'exists', message }])
}

function raise(error: Error): never {
  throw error
}
