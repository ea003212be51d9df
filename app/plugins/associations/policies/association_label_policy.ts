import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import associationLabels from '#plugins/associations/resources/association_labels'

/** Who may do what with the labels of the organization: the grants decide. */
export default class AssociationLabelPolicy extends RecordPolicy {
  readonly resource: Resource = associationLabels
}
