import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import lostReasons from '#plugins/deals/resources/lost_reasons'

/** Who may do what with a reason for losing deals: the grants decide. */
export default class LostReasonPolicy extends RecordPolicy {
  readonly resource: Resource = lostReasons
}
