import factory from '@adonisjs/lucid/factories'
import UserRole from '#plugins/access/models/user_role'

/** Roles of members. Which member and which role it is has to be merged. */
export const UserRoleFactory = factory.define(UserRole, () => ({ isActive: true })).build()
