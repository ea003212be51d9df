import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'
import userOrganizations from '#resources/user_organizations'
import userProfiles from '#resources/user_profiles'
import userRoles from '#resources/user_roles'

/** Every resource there is. What is not here has neither routes nor permissions. */
export const resources: readonly Resource[] = [
  customers,
  userOrganizations,
  userProfiles,
  userRoles,
]
