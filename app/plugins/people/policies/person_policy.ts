import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import people from '#plugins/people/resources/people'

/** Who may do what with a person: the grants decide. */
export default class PersonPolicy extends RecordPolicy {
  readonly resource: Resource = people
}
