import { compose } from '@adonisjs/core/helpers'
import { v7 as uuidv7 } from 'uuid'
import { RoleSchema } from '#database/schema'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { Versioned } from '#models/concerns/versioned'
import { systemRoles } from '#policies/system_roles'

/** A named set of grants that members of an organization may have. */
export default class Role extends compose(RoleSchema, OrganizationScoped, Versioned) {
  /** Gives a new organization the roles that every one has. */
  static async foundSystemRoles(organizationId: string): Promise<void> {
    await this.createMany(
      systemRoles.map(({ key, name, description }) => ({
        id: uuidv7(),
        organizationId,
        name,
        slug: key,
        description,
        systemKey: key,
        isActive: true,
      }))
    )
  }
}
