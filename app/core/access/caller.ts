import type { HttpContext } from '@adonisjs/core/http'
import { callerQuery } from '#core/access/bearer_guard'
import type { Identity } from '#core/access/identity'
import { Problem } from '#core/http/exceptions/problem'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { countingUnconfirmed } from '#core/rate_limits/charges'

/**
 * Who calls a public route, when they say so; null when they say nothing.
 *
 * @throws 401 when what they say is not good, 403 for an API key
 */
export async function optionalIdentity(ctx: HttpContext): Promise<Identity | null> {
  if (ctx.request.header('authorization') === undefined) return null
  return countingUnconfirmed(ctx, () => authenticated(ctx))
}

async function authenticated({ auth }: HttpContext): Promise<Identity> {
  const guard = auth.use('bearer')
  const credentials = await guard.credentials()
  if ('keyDigest' in credentials) {
    throw new Problem(403, {
      code: 'not_for_api_keys',
      detail: 'This path is for logged-in users, not for API keys.',
    })
  }
  const transactionOptions = { ...asSystem, sql: callerQuery(credentials, null) }
  return UnitOfWork.run(transactionOptions, (unit) => guard.within(unit).authenticate(), {
    readOnly: true,
  })
}

/**
 * The organization that a caller works for on a path that concerns their account. In a unit of the system.
 *
 * @param named as the request names it, by id or slug; null for theirs
 * @returns null when there is none, or it is not theirs
 */
export async function organizationOf(
  { userId, organizationId }: Identity,
  named: string | null
): Promise<string | null> {
  if (named === null) return organizationId
  const { rows } = await UnitOfWork.get().query<{ id: string }>(
    `SELECT o.id FROM user_organizations m
     JOIN organizations o ON o.id = m.organization_id AND o.is_active
     WHERE m.user_id = $1 AND m.is_active AND (o.slug = $2 OR o.id::text = lower($2))`,
    [userId, named]
  )
  return rows[0]?.id ?? null
}
