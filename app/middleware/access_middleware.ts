import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import pg from 'pg'
import type { Credentials } from '#auth/access_token'
import type { Identity, OrganizationChoice } from '#auth/identity'
import { Problem, notFound, permissionDenied } from '#exceptions/problem'
import { namedOrganization } from '#tenancy/organization_selector'
import { type Opening, UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/**
 * What a route asks of its caller:
 *
 * - `public`: nothing.
 * - `account`: to be logged in; the work concerns himself, not an organization.
 * - `member`: to belong to the active organization.
 * - `{ permission }`: to have been granted it there.
 */
export type Requirement = 'public' | 'account' | 'member' | { readonly permission: string }

const READS = new Set(['GET', 'HEAD'])

/**
 * Lets a request in: finds out who is calling, for which organization, and
 * whether he may; then runs the handler in a unit of work that commits when,
 * and only when, it succeeded.
 *
 * Identity, organization and the beginning of the transaction are one round
 * trip to the database.
 */
export default class AccessMiddleware {
  async handle(ctx: HttpContext, next: NextFn, requirement: Requirement) {
    if (requirement === 'public') return next()

    const guard = ctx.auth.use('jwt')
    const credentials = await guard.credentials()
    const named = requirement === 'account' ? null : namedOrganization(ctx)
    const opening = forCaller(credentials, named, requirement)

    await UnitOfWork.run(
      opening,
      async (unit) => {
        ctx.identity = await guard.within(unit).authenticate()
        unit.actorId = ctx.identity.userId
        if (requirement !== 'account') enter(ctx, unit, named)
        if (typeof requirement === 'object') demand(ctx.identity, requirement.permission)
        await next()
        if (ctx.response.getStatus() >= 400) unit.abandon()
        sealBody(ctx)
      },
      { readOnly: READS.has(ctx.request.method()) }
    )
  }
}

/** Makes the caller's organization the one that this request works for. */
function enter(ctx: HttpContext, unit: UnitOfWork, named: string | null) {
  const { organizationId, choices } = ctx.identity
  if (organizationId === null) throw noOrganization(choices, named)
  unit.organizationId = organizationId
  ctx.response.header('X-Organization-Id', organizationId)
}

function forCaller(
  credentials: Credentials,
  named: string | null,
  requirement: Requirement
): Opening {
  const organization = named === null ? 'NULL' : pg.escapeLiteral(named)
  return {
    ...forSystem,
    role: requirement === 'account' ? 'crm_system' : 'crm_app',
    sql: `SELECT * FROM identify('${credentials.sessionId}', '${credentials.userId}', ${organization})`,
  }
}

function demand(identity: Identity, permission: string) {
  if (!identity.grants.allows(permission)) throw permissionDenied(permission)
}

function noOrganization(
  organizations: readonly OrganizationChoice[],
  named: string | null
): Problem {
  if (named !== null) return notFound('organization')
  return new Problem(400, {
    code: 'organization_required',
    detail: 'Say which organization this is for: send X-Organization-Id.',
    extra: { organizations },
  })
}

/**
 * Turns the answer into text while the unit is still open: what cannot be
 * written as JSON must fail before the commit, not after it.
 */
function sealBody({ response }: HttpContext) {
  const [content] = response.lazyBody.content ?? []
  if (typeof content !== 'object' || content === null || content instanceof Uint8Array) return
  response.safeHeader('Content-Type', 'application/json; charset=utf-8')
  response.send(JSON.stringify(content))
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** The caller. Set by the access middleware; never on a public route. */
    identity: Identity
  }
}
