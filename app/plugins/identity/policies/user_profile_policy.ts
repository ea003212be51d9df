import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import userProfiles from '#plugins/identity/resources/user_profiles'

/** Who may do what with a profile: the grants decide. */
export default class UserProfilePolicy extends RecordPolicy {
  readonly resource: Resource = userProfiles
}
