import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import customers from '#plugins/customers/resources/customers'

/** Who may do what with a customer: the grants decide. */
export default class CustomerPolicy extends RecordPolicy {
  readonly resource: Resource = customers
}
