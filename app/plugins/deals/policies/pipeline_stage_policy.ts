import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import pipelineStages from '#plugins/deals/resources/pipeline_stages'

/** Who may do what with a stage. Its deals are a matter of DealPolicy. */
export default class PipelineStagePolicy extends RecordPolicy {
  readonly resource: Resource = pipelineStages
}
