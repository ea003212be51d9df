import factory from '@adonisjs/lucid/factories'
import Membership from '#plugins/identity/models/membership'

/** Members, who may do nothing until a role is assigned to them. Which user it is has to be merged. */
export const MembershipFactory = factory
  .define(Membership, () => ({ role: 'member' as const, isActive: true }))
  .state('owner', (membership) => {
    membership.role = 'owner'
  })
  .state('inactive', (membership) => {
    membership.isActive = false
  })
  .build()
