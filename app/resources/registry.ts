import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'
import organizations from '#resources/organizations'
import sessions from '#resources/sessions'
import userOrganizations from '#resources/user_organizations'
import userProfiles from '#resources/user_profiles'
import userRoles from '#resources/user_roles'
import users from '#resources/users'

/** Every resource there is. What is not here has neither routes nor permissions. */
export const resources: readonly Resource[] = [
  customers,
  organizations,
  sessions,
  userOrganizations,
  userProfiles,
  userRoles,
  users,
]
