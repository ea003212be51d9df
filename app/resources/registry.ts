import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'
import memberships from '#resources/memberships'
import organizations from '#resources/organizations'
import sessions from '#resources/sessions'
import users from '#resources/users'

/** Every resource there is. What is not here has neither routes nor permissions. */
export const resources: readonly Resource[] = [
  customers,
  memberships,
  organizations,
  sessions,
  users,
]
