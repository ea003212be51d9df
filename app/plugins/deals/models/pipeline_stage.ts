import { compose } from '@adonisjs/core/helpers'
import { beforeSave, beforeUpdate } from '@adonisjs/lucid/orm'
import { PipelineStageSchema } from '#database/schema'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import type Pipeline from '#plugins/deals/models/pipeline'
import { ensureNoDeals, moveStageDeals } from '#plugins/deals/models/pipeline/deals'
import type { StageDetails } from '#plugins/deals/models/pipeline/standard_stages'
import { isGiven } from '#core/resources/records/changes'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A step of a pipeline: deals in it are open, won or lost. */
export default class PipelineStage extends compose(
  PipelineStageSchema,
  OrganizationScoped,
  EmitsEvents('pipeline-stages'),
  SoftDeletable,
  Versioned
) {
  /** Whether it is written at its place already, and nothing has to make room. */
  declare isPlaced?: boolean

  /** Gives a new pipeline its stages, in this order. */
  static async layOut(
    { id: pipelineId, organizationId }: Pipeline,
    stages: readonly StageDetails[]
  ): Promise<void> {
    for (const [index, details] of stages.entries()) {
      const stage = new this()
      stage.merge({ ...details, organizationId, pipelineId, position: index + 1 })
      stage.isPlaced = true
      await stage.save()
    }
  }

  /**
   * Makes others wait who change the stages of this pipeline. Held before one of
   * its stages is, so that two of them cannot wait for each other.
   *
   * @returns whether there is such a pipeline
   */
  static async holdPipeline(pipelineId: string): Promise<boolean> {
    const unit = UnitOfWork.get()
    const { rowCount } = await unit.query(
      `SELECT FROM pipelines
       WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
      [unit.organizationId, pipelineId]
    )
    return rowCount === 1
  }

  /** As `holdPipeline`, for the pipeline of a stage. Nothing happens when there is no such stage. */
  static async holdPipelineOf(stageId: string): Promise<void> {
    const unit = UnitOfWork.get()
    await unit.query(
      `SELECT FROM pipelines p
       JOIN pipeline_stages s ON s.organization_id = p.organization_id AND s.pipeline_id = p.id
       WHERE s.organization_id = $1 AND s.id = $2 FOR NO KEY UPDATE OF p`,
      [unit.organizationId, stageId]
    )
  }

  /** Puts the stages of a pipeline in this order. @throws 422 unless each is named once */
  static async arrange(pipeline: Pipeline, ids: readonly string[]): Promise<void> {
    await this.holdPipeline(pipeline.id)
    const stages = await pipeline
      .related('stages')
      .query()
      .withScopes((scopes) => scopes.notDeleted())
    const known = new Set(stages.map(({ id }) => id))
    if (new Set(ids).size !== known.size || ids.length !== known.size) throw incompleteOrder()
    if (!ids.every((id) => known.has(id))) throw incompleteOrder()
    await renumber(pipeline.id, 'array_position($3::uuid[], id)', ids)
  }

  /** A closed stage has the probability that closing means. */
  @beforeSave()
  static followType(stage: PipelineStage) {
    stage.type ??= 'open'
    const { type } = stage.$dirty
    if (type === undefined || type === 'open' || isGiven(stage, 'probability')) return
    stage.probability = type === 'won' ? '100' : '0'
  }

  /** @throws 409 when deals are in it that its new type would close or open */
  @beforeUpdate()
  static async keepKind(stage: PipelineStage) {
    if (stage.$dirty.type) await ensureNoDeals('stage_id', stage.id, 'stage')
  }

  /**
   * Takes the place that was assigned, and others make room. A new one without
   * a place comes after the open ones when it is open, and else at the end.
   *
   * @throws 422 when there is no such pipeline
   */
  override async save(): Promise<this> {
    if (this.isPlaced) return super.save()
    if (!this.$isPersisted) {
      await this.joinPipeline()
      return super.save()
    }
    const wanted = this.keepPosition()
    await super.save()
    if (wanted !== undefined) await this.place(wanted)
    return this
  }

  /** Moves it to this place of its pipeline, from 1; beyond the end is the end. */
  async place(order: number): Promise<void> {
    await renumber(
      this.pipelineId,
      `CASE WHEN id = $3 THEN $4::numeric - 0.5
            ELSE row_number() OVER (PARTITION BY id = $3 ORDER BY position) END`,
      this.id,
      Math.max(order, 1)
    )
  }

  /** Moves its deals, the deleted ones too. @throws 422 unless that is a stage of the same kind */
  async moveDealsTo(stageId: string): Promise<void> {
    await moveStageDeals(this.id, stageId)
  }

  /** @returns the place that is wanted instead of the one that it keeps until others make room */
  private keepPosition(): number | undefined {
    const wanted: number | undefined = this.$dirty.position
    if (wanted !== undefined && !this.isDeleted) this.position = Number(this.$original.position)
    return wanted
  }

  /** Takes its place before it is written, so that it is made once and not changed at once. */
  private async joinPipeline(): Promise<void> {
    if (!(await PipelineStage.holdPipeline(this.pipelineId))) throw unknownPipeline()
    const { last, open } = await placesTaken(this.pipelineId)
    const end = last + 1
    const usual = this.type === 'open' || !this.type ? open + 1 : end
    this.position = Math.min(Math.max(this.position ?? usual, 1), end)
    if (this.position < end) await makeRoom(this.pipelineId, this.position)
  }

  /**
   * Hides it; the stages behind it move up. The caller holds its pipeline.
   *
   * @throws 409 when deals are in it, or it is the last one of its kind
   */
  override async delete(): Promise<void> {
    if (this.isDeleted) return
    await ensureNoDeals('stage_id', this.id, 'stage')
    await super.delete()
    await renumber(this.pipelineId, 'position')
  }

  /** Comes back at the end of its pipeline. @throws 409 when that is deleted */
  override async restore(): Promise<void> {
    if (!(await PipelineStage.holdPipeline(this.pipelineId))) throw deletedPipeline()
    const { last } = await placesTaken(this.pipelineId)
    this.isPlaced = true
    this.position = last + 1
    await super.restore()
  }
}

/** The last place of a pipeline that is taken, and the last one by an open stage. */
async function placesTaken(pipelineId: string): Promise<{ last: number; open: number }> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ last: number; open: number }>(
    `SELECT coalesce(max(position), 0) AS last,
            coalesce(max(position) FILTER (WHERE type = 'open'), 0) AS open
     FROM pipeline_stages
     WHERE organization_id = $1 AND pipeline_id = $2 AND deleted_at IS NULL`,
    [unit.organizationId, pipelineId]
  )
  return rows[0] ?? { last: 0, open: 0 }
}

/** Moves the stages of a pipeline from this place on one further. */
async function makeRoom(pipelineId: string, from: number): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(
    `UPDATE pipeline_stages SET position = position + 1, version = version + 1, updated_at = now()
     WHERE organization_id = $1 AND pipeline_id = $2 AND deleted_at IS NULL AND position >= $3`,
    [unit.organizationId, pipelineId, from]
  )
}

/**
 * Numbers the stages of a pipeline from 1, in one statement: their places are
 * unique when it has ended.
 *
 * @param by SQL to order them by, which may speak of the further values
 */
async function renumber(pipelineId: string, by: string, ...values: unknown[]): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(
    `UPDATE pipeline_stages stage
     SET position = placed.position, version = stage.version + 1, updated_at = now()
     FROM (SELECT id, row_number() OVER (ORDER BY place) AS position
           FROM (SELECT id, ${by} AS place FROM pipeline_stages
                 WHERE organization_id = $1 AND pipeline_id = $2 AND deleted_at IS NULL) keyed) placed
     WHERE stage.organization_id = $1 AND stage.id = placed.id AND stage.position <> placed.position`,
    [unit.organizationId, pipelineId, ...values]
  )
}

function unknownPipeline() {
  return invalid([{ field: 'pipeline_id', rule: 'exists', message: 'Pipeline not found.' }])
}

function deletedPipeline() {
  return conflict('pipeline_deleted', 'Its pipeline is deleted. Restore that first.')
}

function incompleteOrder() {
  return invalid([
    { field: 'stages', rule: 'complete', message: 'Name each stage of the pipeline once.' },
  ])
}
