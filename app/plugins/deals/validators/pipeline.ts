import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import pipelineStages, { STAGE_TYPES } from '#plugins/deals/resources/pipeline_stages'
import pipelines from '#plugins/deals/resources/pipelines'
import { inputRules } from '#core/resources/inputs'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { reference, requiredText } from '#core/resources/validation/fields'

/** A new pipeline, and the stages it comes with; without them it gets the fewest there can be. */
export const createPipelineValidator = transform(
  strictObject(
    vine.object({
      ...inputRules(pipelines, 'create'),
      stages: vine
        .array(vine.object({ ...inputRules(pipelineStages, 'create'), name: requiredText(255) }))
        .minLength(1)
        .maxLength(100)
        .optional(),
    }),
    ['organization']
  ),
  ({ stages, ...details }) => [details, stages && stagesInOrder(stages)] as const
)

/** A new stage. Its pipeline can be called `pipeline` too. */
export const createStageValidator = transform(
  strictObject(
    vine.object({
      pipeline_id: reference().optional(),
      pipeline: reference().optional(),
      ...inputRules(pipelineStages, 'create'),
    }),
    ['organization']
  ),
  ({ pipeline_id: id, pipeline: alias, ...input }) => {
    const pipelineId = id ?? alias
    if (pipelineId) return { pipeline_id: pipelineId, ...columnsOf(input) }
    throw invalid([
      { field: 'pipeline_id', rule: 'required', message: 'The pipeline_id field must be defined' },
    ])
  }
)

/** What changes of a stage. */
export const updateStageValidator = transform(
  strictObject(vine.object(inputRules(pipelineStages, 'update'))),
  columnsOf
)

/** Without descriptions: no form writes stages, which are changed under a lock of their pipeline. */
export const stageWrites: InputSchemas = {
  create: { validate: (body) => createStageValidator.validate(body) },
  update: { validate: (body) => updateStageValidator.validate(body) },
}

/** The place that a stage is to take. */
export const stagePlaceValidator = strictObject(
  vine.object({ order: vine.number({ strict: true }).withoutDecimals().range([0, 10_000]) })
)

/** The ids of a pipeline's stages in their new order, said as a list or with numbers. */
export const stageOrderValidator = transform(
  strictObject(
    vine.object({
      stage_ids: vine.array(reference()).maxLength(1000).optional(),
      stages: vine
        .array(vine.object({ id: reference(), order: vine.number({ strict: true }) }))
        .maxLength(1000)
        .optional(),
    })
  ),
  ({ stage_ids: ids, stages }) => {
    const inOrder = stages?.toSorted((one, other) => one.order - other.order).map(({ id }) => id)
    const wanted = ids ?? inOrder
    if (wanted) return wanted.map((id) => id.toLowerCase())
    throw invalid([
      { field: 'stages', rule: 'required', message: 'The stages field must be defined' },
    ])
  }
)

/** Where the deals go of what is deleted. */
export const removalValidator = strictObject(vine.object({ reassign_to: reference().optional() }), [
  'organization',
])

interface Input {
  type?: (typeof STAGE_TYPES)[number] | undefined
  is_closed_won?: boolean | undefined
  is_closed_lost?: boolean | undefined
  order?: number | undefined
}

/** A stage as its columns: one type, and its place. */
function columnsOf<T extends Input>(input: T) {
  const { type, is_closed_won: won, is_closed_lost: lost, order, ...columns } = input
  const kind = kindOf(type, won, lost)
  return {
    ...columns,
    ...(kind && { type: kind }),
    ...(order !== undefined && { position: Math.max(order, 1) }),
  }
}

function kindOf(type: Input['type'], won = false, lost = false): Input['type'] {
  const said = new Set([type, won && 'won', lost && 'lost'].filter(Boolean))
  if (said.size > 1) {
    throw invalid([{ field: 'type', rule: 'single', message: 'A stage has one type.' }])
  }
  if (won) return 'won'
  return lost ? 'lost' : type
}

function stagesInOrder<T extends Input & { name: string }>(stages: readonly T[]) {
  const placed = stages.map((input, index) => ({ position: index + 1, ...columnsOf(input) }))
  const kinds = new Set(placed.map(({ type = 'open' }) => type))
  if (kinds.size === STAGE_TYPES.length) {
    return placed.toSorted((one, other) => one.position - other.position)
  }
  throw invalid([
    { field: 'stages', rule: 'kinds', message: 'There must be an open, a won and a lost stage.' },
  ])
}
