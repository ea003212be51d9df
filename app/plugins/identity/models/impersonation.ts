import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { ImpersonationSchema } from '#database/schema'
import { conflict, notFound } from '#core/http/exceptions/problem'
import { UuidKey } from '#core/resources/concerns/uuid_key'
import type User from '#plugins/identity/models/user'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Whom somebody wants to act as, where, and why. */
interface Wish {
  readonly userId: string
  /** The organization's slug. */
  readonly organization: string
  readonly reason: string
  readonly minutes: number
}

interface Place extends Record<string, unknown> {
  readonly organization_id: string
  readonly is_superuser: boolean
  readonly is_open: boolean
}

/**
 * A superuser who acts as a member of an organization. It ends by itself, and
 * what happens meanwhile is written down under both names. Begun in a unit of
 * the system, and ended in one of the organization.
 */
export default class Impersonation extends compose(ImpersonationSchema, UuidKey) {
  /**
   * @throws 404 when the user does not belong there, 409 when they are a superuser
   * or cannot get in themselves
   */
  static async begin(
    superuser: User,
    { userId, organization, reason, minutes }: Wish
  ): Promise<Impersonation> {
    const { rows } = await UnitOfWork.get().query<Place>(
      `SELECT m.organization_id, u.is_superuser, u.is_active AND m.is_active AND o.is_active AS is_open
       FROM user_organizations m JOIN users u ON u.id = m.user_id
       JOIN organizations o ON o.id = m.organization_id
       WHERE m.user_id = $1 AND o.slug = $2 FOR SHARE OF u, m, o`,
      [userId, organization]
    )
    const [place] = rows
    if (!place) throw notFound('membership')
    if (place.is_superuser) throw conflict('is_superuser', 'A superuser cannot be impersonated.')
    if (!place.is_open)
      throw conflict('has_no_access', 'A user who cannot log in cannot be impersonated.')
    UnitOfWork.get().setAuditAction('impersonations:begin')
    return this.create({
      organizationId: place.organization_id,
      userId,
      superuserId: superuser.id,
      reason,
      expiresAt: DateTime.utc().plus({ minutes }),
    })
  }

  /** Ends it before its time. One that has ended stays so. */
  static async end(id: string): Promise<void> {
    UnitOfWork.get().setAuditAction('impersonations:end')
    await UnitOfWork.get().query(
      `UPDATE impersonations SET ended_at = now(), updated_at = now(), version = version + 1
       WHERE id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [id]
    )
  }
}
