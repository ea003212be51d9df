import { compose } from '@adonisjs/core/helpers'
import { UserOrganizationSchema } from '#database/schema'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { Versioned } from '#models/concerns/versioned'

/** That somebody belongs to an organization, and as what. */
export default class Membership extends compose(
  UserOrganizationSchema,
  OrganizationScoped,
  Versioned
) {
  static override table = 'user_organizations'
}
