import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { UserOrganizationSchema } from '#database/schema'
import { conflict, invalid, notFound } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * That somebody belongs to an organization, and as what. That the last active
 * owner stays is the database's to see to: a trigger refuses to let them go.
 */
export default class Membership extends compose(
  UserOrganizationSchema,
  OrganizationScoped,
  EmitsEvents('members'),
  Versioned
) {
  /** The membership, locked. @throws 404 when there is none */
  static async lock(id: string): Promise<Membership> {
    const membership = await this.findForUpdate(id)
    if (!membership) throw notFound('membership')
    return membership
  }

  /** The membership, locked, when it is the user's own. */
  static lockOwn(id: string, userId: string): Promise<Membership | null> {
    return this.query().where({ id, userId }).forUpdate().first()
  }

  /** The membership of a user, locked unless the unit only reads. @throws 404 when they have none */
  static async lockOf(userId: string): Promise<Membership> {
    const query = this.query().where({ userId, isActive: true })
    const membership = await (UnitOfWork.get().isReadOnly ? query : query.forUpdate()).first()
    if (!membership) throw notFound('membership')
    return membership
  }

  /** Holds on to a user's being a member. @throws 422 when they are not an active one */
  static async ensureActive(userId: string): Promise<void> {
    const membership = await this.query().where({ userId, isActive: true }).forUpdate().first()
    if (membership) return
    throw invalid([{ field: 'user_id', rule: 'exists', message: 'Member not found.' }])
  }

  /**
   * Takes a user in. Their first organization is their primary one: they are locked,
   * so that of two at once only one is. In a unit of the system.
   *
   * @throws 409 when they belong to it, be it no longer actively
   */
  static async begin({
    organizationId,
    userId,
    role,
  }: Pick<Membership, 'organizationId' | 'userId' | 'role'>): Promise<Membership> {
    await UnitOfWork.get().query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId])
    const others = await this.query().where({ userId })
    if (others.some((other) => other.organizationId === organizationId)) {
      throw conflict('already_member', 'This user already belongs to the organization.')
    }
    const isPrimary = !others.some((other) => other.isPrimary)
    return this.create({ organizationId, userId, role, isActive: true, isPrimary })
  }

  async changeRole(role: Membership['role']): Promise<void> {
    this.role = role
    await this.save()
  }

  /** Lets the member back in, with the roles and profiles that they had. */
  async activate(): Promise<void> {
    if (this.isActive) return
    this.isActive = true
    this.leftAt = null
    await runAction(this, 'activate', () => this.save())
  }

  /** Locks the member out, from their next request on. */
  async deactivate(): Promise<void> {
    if (!this.isActive) return
    this.isActive = false
    this.leftAt = DateTime.utc()
    await runAction(this, 'deactivate', () => this.save())
  }

  /** Makes it, or no longer, the organization of the member's requests that name none. */
  async prefer(isPrimary: boolean): Promise<void> {
    if (isPrimary) {
      await UnitOfWork.get().query('SELECT make_primary($1)', [this.userId])
      return
    }
    this.isPrimary = false
    await this.save()
  }
}
