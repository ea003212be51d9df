import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import permissions from '#plugins/access/resources/permissions'

/** Who may do what with a permission that the organization added: the grants decide. */
export default class PermissionPolicy extends RecordPolicy {
  readonly resource: Resource = permissions
}
