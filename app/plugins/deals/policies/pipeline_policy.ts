import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import pipelines from '#plugins/deals/resources/pipelines'

/** Who may do what with a pipeline. Its deals are a matter of DealPolicy. */
export default class PipelinePolicy extends RecordPolicy {
  readonly resource: Resource = pipelines
}
