import factory from '@adonisjs/lucid/factories'
import Organization from '#plugins/identity/models/organization'
import { MembershipFactory } from '#plugins/identity/factories/membership_factory'

/** Organizations with all that one begins with but an owner: that is a membership. In a unit of the system. */
export const OrganizationFactory = factory
  .define(Organization, ({ faker }) => ({
    name: `${faker.company.name()} ${faker.string.alphanumeric(8)}`,
  }))
  .relation('memberships', () => MembershipFactory)
  .after('create', (_, organization) => organization.provision())
  .build()
