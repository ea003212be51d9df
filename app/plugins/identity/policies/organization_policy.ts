import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import organizations from '#plugins/identity/resources/organizations'

/** Who may do what with the organization: the grants decide. */
export default class OrganizationPolicy extends RecordPolicy {
  readonly resource: Resource = organizations
}
