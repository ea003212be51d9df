import factory from '@adonisjs/lucid/factories'
import Role from '#plugins/access/models/role'

/** Roles of the organization's own, which grant what their `firstGrants` say. */
export const RoleFactory = factory
  .define(Role, ({ faker }) => ({
    name: `${faker.person.jobTitle()} ${faker.string.alphanumeric(8)}`,
    isActive: true,
  }))
  .build()
