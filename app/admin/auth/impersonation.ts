import type { HttpContext } from '@adonisjs/core/http'
import { explainSubject } from '#core/access/explain_subject'
import { sessionDigest } from '#admin/auth/session_digest'
import type { Identity } from '#core/access/identity'
import type { AdminOrganization } from '#admin/auth/admin_caller'
import { Problem, conflict, notFound } from '#core/http/exceptions/problem'
import type Impersonation from '#plugins/identity/models/impersonation'
import type User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** The user that a superuser acts as, in one of the user's organizations. */
export interface ImpersonationContext {
  /** The impersonation's id. */
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly reason: string
  /** When it ends by itself: ISO 8601, UTC. */
  readonly until: string
  readonly organization: AdminOrganization
}

/**
 * From now on the session's superuser acts as a user. In the unit that begins
 * the impersonation, so that there is never one without the other.
 *
 * @throws 409 when the session acts as a user already
 */
export async function startImpersonation(
  { session }: HttpContext,
  impersonation: Impersonation
): Promise<void> {
  const { rowCount } = await UnitOfWork.get().query(
    `UPDATE admin_sessions s SET impersonation_id = $1
     WHERE s.id = $2 AND s.ended_at IS NULL AND NOT EXISTS (
       SELECT FROM impersonations i WHERE i.id = s.impersonation_id
         AND i.superuser_id = s.user_id AND i.ended_at IS NULL AND i.expires_at > now())`,
    [impersonation.id, sessionDigest(session.sessionId)]
  )
  if (rowCount === 0)
    throw conflict('acting_as_somebody', 'You are already impersonating a user. End that first.')
}

/** The session's superuser is themself again, unless another impersonation has begun. */
async function stopImpersonation(session: HttpContext['session'], id: string): Promise<void> {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query(
      'UPDATE admin_sessions SET impersonation_id = NULL WHERE id = $1 AND impersonation_id = $2',
      [sessionDigest(session.sessionId), id]
    )
  )
}

/**
 * As whom a superuser acts by an impersonation at this moment; null when it is over:
 * when its time is, and when the user could not get in any more on their own. In a
 * unit of the system.
 */
export async function findImpersonation(
  id: string,
  superuser: User
): Promise<ImpersonationContext | null> {
  const { rows } = await UnitOfWork.get().query<ImpersonationRow>(IMPERSONATION, [id, superuser.id])
  return rows[0] ? contextOf(rows[0]) : null
}

/**
 * As whom the superuser acts who looks at the page, if as anyone.
 *
 * @throws 409 when it is over, once; then the superuser acts as no one again
 */
export async function currentImpersonation(ctx: HttpContext): Promise<ImpersonationContext | null> {
  const { impersonation, impersonationId } = ctx.adminCaller
  if (impersonation || impersonationId === null) return impersonation
  return endImpersonationOf(ctx, impersonationId)
}

/** @throws 409 after which the superuser acts as no one again */
export async function endImpersonationOf({ session }: HttpContext, id: string): Promise<never> {
  await stopImpersonation(session, id)
  throw new Problem(409, {
    code: 'impersonation_is_over',
    detail: 'The impersonation session has expired.',
  })
}

/** The a user that the page is shown to. @throws 404 when its superuser acts as no one */
export function actingHere({ impersonation }: HttpContext): ImpersonationContext {
  if (!impersonation) throw notFound('page')
  return impersonation
}

/** What the user may do whom a superuser acts as, and no more. In a unit of the organization. */
export async function identityOf({ userId }: ImpersonationContext): Promise<Identity> {
  const subject = await explainSubject(userId)
  if (!subject?.isActiveUser || !subject.isActiveMember) throw notFound('membership')
  return subject.identity
}

interface ImpersonationRow
  extends Record<string, unknown>, Omit<ImpersonationContext, 'organization'> {
  readonly organization_id: string
  readonly organization: string
  readonly slug: string
  readonly plugins_version: number
  readonly time_zone: string
}

function contextOf(row: ImpersonationRow): ImpersonationContext {
  const { organization_id: id, organization: name, slug } = row
  const { plugins_version: pluginsVersion, time_zone: timeZone } = row
  return { ...row, organization: { id, name, slug, isActive: true, timeZone, pluginsVersion } }
}

const IMPERSONATION = `
  SELECT i.id, i.user_id AS "userId", u.email, i.reason,
         coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email) AS name,
         to_char(i.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS until,
         o.id AS organization_id, o.name AS organization, o.slug, o.plugins_version, o.time_zone
  FROM impersonations i
  JOIN users u ON u.id = i.user_id AND u.is_active AND NOT u.is_superuser
  JOIN organizations o ON o.id = i.organization_id AND o.is_active
  JOIN user_organizations m
    ON m.organization_id = o.id AND m.user_id = u.id AND m.is_active
  WHERE i.id = $1 AND i.superuser_id = $2 AND i.ended_at IS NULL AND i.expires_at > now()`
