import type { LucidRow } from '@adonisjs/lucid/types/model'
import Deal from '#plugins/deals/models/deal'
import { placeOf } from '#plugins/deals/models/deal/place'

/**
 * What a user does who writes a deal's stage: they move it, and close it
 * when that is the stage of a won or lost one.
 */
export async function actionsOf(
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): Promise<readonly string[]> {
  const { stage_id: stageId, pipeline_id: pipelineId } = change
  if (!(record instanceof Deal)) {
    return typeof stageId === 'string' ? closing((await placeOf(stageId)).type) : []
  }
  const moves = typeof stageId === 'string' && stageId.toLowerCase() !== record.stageId
  if (!moves) {
    const leaves =
      pipelineId !== undefined && String(pipelineId).toLowerCase() !== record.pipelineId
    return leaves ? ['move'] : []
  }
  return ['move', ...closing((await placeOf(stageId)).type)]
}

function closing(type: string): readonly string[] {
  return type === 'open' ? [] : ['close']
}
