import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import customFields from '#plugins/custom-fields/resources/custom_fields'

/** Who may do what with the definitions of fields: the grants decide. */
export default class CustomFieldPolicy extends RecordPolicy {
  readonly resource: Resource = customFields
}
