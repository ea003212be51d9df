import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import vendors from '#plugins/vendors/resources/vendors'

/** Who may do what with a vendor: the grants decide. */
export default class VendorPolicy extends RecordPolicy {
  readonly resource: Resource = vendors
}
