import { compose } from '@adonisjs/core/helpers'
import { afterCreate, beforeSave, hasMany } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { PipelineSchema } from '#database/schema'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { ensureNoDeals, movePipelineDeals } from '#plugins/deals/models/pipeline/deals'
import {
  MIN_STAGES,
  STANDARD_STAGES,
  type StageDetails,
} from '#plugins/deals/models/pipeline/standard_stages'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import { UnitOfWork } from '#core/database/unit_of_work'

type Details = Readonly<Record<string, unknown>>

/** A way in which the organization sells: the stages that its deals go through. */
export default class Pipeline extends compose(
  PipelineSchema,
  OrganizationScoped,
  EmitsEvents('pipelines'),
  Authored,
  SoftDeletable,
  Versioned
) {
  @hasMany(() => PipelineStage)
  declare stages: HasMany<typeof PipelineStage>

  /** The stages that it is made with; one of each kind when none are named. */
  declare firstStages?: readonly StageDetails[]

  /** Gives a new organization the pipeline that every one begins with. */
  static async foundDefault(organizationId: string): Promise<void> {
    const pipeline = new this()
    pipeline.merge({ organizationId, name: 'Sales Pipeline', isActive: true, isDefault: true })
    pipeline.firstStages = STANDARD_STAGES
    await pipeline.save()
  }

  /** Makes a pipeline with these stages. */
  static async establish(details: Details, stages?: readonly StageDetails[]): Promise<Pipeline> {
    const pipeline = new this()
    const row: LucidRow = pipeline
    row.merge(details)
    if (stages) pipeline.firstStages = stages
    return pipeline.save()
  }

  /** There is none without stages. */
  @afterCreate()
  static async layOutStages(pipeline: Pipeline) {
    await PipelineStage.layOut(pipeline, pipeline.firstStages ?? MIN_STAGES)
  }

  /**
   * There is one default at any time. Whoever makes another one the default
   * waits for those who are doing so.
   */
  @beforeSave()
  static async keepOneDefault(pipeline: Pipeline) {
    const { isDefault, isActive } = pipeline.$dirty
    if (pipeline.$isPersisted && pipeline.$original.isDefault) {
      if (isDefault === false || isActive === false) throw isTheDefault()
      return
    }
    if (!isDefault) return
    if (pipeline.isActive === false) throw inactiveDefault()
    const unit = UnitOfWork.get()
    await unit.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('default_pipeline/' || $1, 0))`,
      [pipeline.organizationId]
    )
    await unit.query(
      `UPDATE pipelines SET is_default = false, version = version + 1, updated_at = now()
       WHERE organization_id = $1 AND is_default`,
      [pipeline.organizationId]
    )
  }

  override outcomes(within: string): readonly string[] {
    const isWritten = within === 'create' || within === 'update'
    return isWritten && this.$dirty.isDefault === true ? ['set_default'] : []
  }

  /** New deals that name no pipeline go here from now on. Nothing happens when they do already. */
  async makeDefault(): Promise<void> {
    if (this.isDefault) return
    this.isDefault = true
    await runAction(this, 'set_default', () => this.save())
  }

  /** Puts its stages in this order, which names each of them once. */
  async reorderStages(ids: readonly string[]): Promise<void> {
    await PipelineStage.arrange(this, ids)
  }

  /**
   * Moves its deals, the deleted ones too, to another pipeline: each into the
   * stage of the same name, or else the first one of the same kind.
   *
   * @throws 422 when there is no such other pipeline
   */
  async moveDealsTo(pipelineId: string): Promise<void> {
    await movePipelineDeals(this.id, pipelineId)
  }

  /** Hides it with its stages. @throws 409 when it is the default, or deals are in it */
  override async delete(): Promise<void> {
    if (this.isDeleted) return
    if (this.isDefault) throw isTheDefault()
    await ensureNoDeals('pipeline_id', this.id, 'pipeline')
    await super.delete()
    await UnitOfWork.get().query(
      `UPDATE pipeline_stages SET deleted_at = $3
       WHERE organization_id = $1 AND pipeline_id = $2 AND deleted_at IS NULL`,
      [this.organizationId, this.id, this.deletedAt?.toJSDate()]
    )
  }

  /** Brings it back with the stages that went with it. */
  override async restore(): Promise<void> {
    await UnitOfWork.get().query(
      `UPDATE pipeline_stages SET deleted_at = NULL
       WHERE organization_id = $1 AND pipeline_id = $2 AND deleted_at = $3`,
      [this.organizationId, this.id, this.deletedAt?.toJSDate()]
    )
    await super.restore()
  }
}

function isTheDefault() {
  return conflict(
    'default_pipeline',
    'This is the default pipeline. Make another one default first.'
  )
}

function inactiveDefault() {
  return invalid([
    { field: 'is_default', rule: 'active', message: 'The default pipeline is in use.' },
  ])
}
