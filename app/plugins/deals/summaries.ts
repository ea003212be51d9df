import { objectOf } from '#core/resources/summary'
import { boolean, decimal, integer, summariesOf, text, uuid } from '#core/resources/fields'

const id = uuid({ nullable: false })
const always = text({ nullable: false })
const yesOrNo = boolean({ nullable: false })

export const stageSummary = {
  id,
  pipeline_id: uuid({ nullable: false }),
  pipeline: uuid({ sql: '{}.pipeline_id', nullable: false, aliasOf: 'pipeline_id' }),
  name: always,
  description: text(),
  type: always,
  order: integer({ sql: '{}.position', nullable: false }),
  probability: decimal({ nullable: false }),
  is_active: yesOrNo,
  is_closed_won: boolean({ sql: `({}.type = 'won')`, nullable: false }),
  is_closed_lost: boolean({ sql: `({}.type = 'lost')`, nullable: false }),
  rot_after_days: integer(),
  auto_move_after_days: integer(),
}

const STAGES = `FROM pipeline_stages stages
  WHERE stages.organization_id = {}.organization_id AND stages.pipeline_id = {}.id
    AND stages.deleted_at IS NULL`

const stages = `(SELECT coalesce(json_agg(${objectOf(stageSummary, 'stages')} ORDER BY stages.position), '[]') ${STAGES})`

/** The stages of a pipeline, in their order. */
export const stagesOf = (pipeline: string) =>
  summariesOf(stageSummary, stages.replaceAll('{}', pipeline))

export const stageCountOf = (pipeline: string) =>
  `(SELECT count(*) ${STAGES})`.replaceAll('{}', pipeline)

export const pipelineSummary = {
  id,
  code: always,
  name: always,
  description: text(),
  is_active: yesOrNo,
  is_default: yesOrNo,
  stages: stagesOf('{}'),
}
