import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import { UserRoleSchema } from '#database/schema'
import { invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import Membership from '#plugins/identity/models/membership'
import Role from '#plugins/access/models/role'
import { UnitOfWork } from '#core/database/unit_of_work'

/** That a member has a role. */
export default class UserRole extends compose(
  UserRoleSchema,
  OrganizationScoped,
  EmitsEvents('user-roles'),
  Versioned
) {
  @beforeCreate()
  static async assign(assignment: UserRole) {
    assignment.assignedById ??= UnitOfWork.get().actorId
    assignment.isActive ??= true
    await Membership.ensureActive(assignment.userId)
  }

  /** The role, which keeps its grants until the unit of work ends. @throws 422 when there is none */
  static async roleOf({ roleId }: Pick<UserRole, 'roleId'>): Promise<Role> {
    const role = await Role.query().where('id', roleId).forShare().first()
    if (role) return role
    throw invalid([{ field: 'role_id', rule: 'exists', message: 'Role not found.' }])
  }
}
