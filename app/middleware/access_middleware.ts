import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPage } from '#admin/path'
import { requestIdOf } from '#audit/request_event'
import { recall } from '#auth/acquaintance'
import type { Credentials } from '#auth/bearer_guard'
import { callerQuery } from '#auth/caller_query'
import type { Identity, OrganizationChoice } from '#auth/identity'
import { noteUsage } from '#auth/key_usage'
import { type SuperuserRequirement, admitSuperuser } from '#auth/superuser_access'
import { Problem, notFound, permissionDenied } from '#exceptions/problem'
import { Read } from '#tenancy/read'
import { BlankAnswer, handleAgain } from '#middleware/starting_over'
import { type PluginSet, pluginsHere } from '#plugins/runtime/plugin_set'
import { type Requirement, isApart, isOfPages } from '#policies/requirement'
import type { Reply } from '#query/answer'
import { demandNoParameters } from '#query/list_request'
import { type Presumption, Misjudged } from '#tenancy/presumption'
import { namedOrganization } from '#tenancy/organization_selector'
import { onceOnly } from '#tenancy/idempotency'
import { type Opening, UnitOfWork, forSystem } from '#tenancy/unit_of_work'
import { spendQuota } from '#throttle/rate_limit'

const READS = new Set(['GET', 'HEAD'])

/**
 * Lets a request in: finds out who is calling, for which organization, and
 * whether he may; then runs the handler in a unit of work that commits when,
 * and only when, it succeeded.
 *
 * Identity, organization and the beginning of the transaction are one round
 * trip to the database. A caller who is known already is presumed to be what he
 * was: the handler's first statement travels together with the question, and
 * where the answer is another one, everything begins anew (decision 15). So it
 * must be the last middleware of its route.
 */
export default class AccessMiddleware {
  async handle(ctx: HttpContext, next: NextFn, requirement: Requirement) {
    if (isOfPages(requirement)) return admitSuperuser(ctx, next, requirement)
    if (requirement === 'public') {
      if (!isPage(ctx.request.url())) demandKnownParameters(ctx, requirement)
      return next()
    }

    const guard = ctx.auth.use('bearer')
    const credentials = await guard.credentials()
    if ('keyDigest' in credentials) demandKeyMayUse(requirement)
    else spendQuota(ctx, 'caller', credentials.userId)
    const visit = { credentials, concern: concernOf(ctx, requirement), requirement }
    const presumed =
      visit.concern.kind === 'account' ? undefined : recall(credentials, visit.concern.named)
    if (presumed === undefined) await admit(ctx, visit, next)
    else await admitPresumed(ctx, visit, next, presumed)
    if (isApart(requirement)) await next()
    if (ctx.identity.keyId && ctx.identity.organizationId) {
      noteUsage(ctx.identity.keyId, ctx.identity.organizationId)
    }
  }
}

/** What is known of a request before the database is asked. */
interface Visit {
  readonly credentials: Credentials
  readonly concern: Concern
  readonly requirement: Exclude<Requirement, 'public' | SuperuserRequirement>
}

async function admitPresumed(ctx: HttpContext, visit: Visit, next: NextFn, presumed: Presumption) {
  const { resource } = ctx
  const blank = new BlankAnswer(ctx.response)
  try {
    await admit(ctx, visit, next, presumed)
  } catch (error) {
    if (!(error instanceof Misjudged)) throw error
    blank.restore()
    ctx.resource = resource
    delete ctx.refusal
    await admit(ctx, visit, () => handleAgain(ctx))
  }
}

/** @param presumed what the database is taken to answer about the caller */
async function admit(
  ctx: HttpContext,
  { credentials, concern, requirement }: Visit,
  handle: () => Promise<unknown>,
  presumed?: Presumption
) {
  const readOnly = isApart(requirement) || READS.has(ctx.request.method())
  const opening = forCaller(credentials, concern, readOnly ? null : requestIdOf(ctx))
  await UnitOfWork.run(
    { ...opening, presumed },
    async (unit) => {
      ctx.identity = await ctx.auth.use('bearer').within(unit, concern.named).authenticate()
      unit.actorId = ctx.identity.userId
      if (ctx.identity.keyId) spendQuota(ctx, 'caller', ctx.identity.keyId)
      if (concern.kind !== 'account') await enter(ctx, unit, concern)
      if (typeof requirement === 'object') demand(ctx.identity, requirement.permission)
      demandKnownParameters(ctx, requirement)
      if (isApart(requirement)) return
      return onceOnly(ctx, unit, async () => {
        await handle()
        if (ctx.response.getStatus() >= 400) unit.abandon()
        return replyOf(ctx)
      })
    },
    { readOnly }
  )
}

/** What changes something is said by path and body: what else is said is not ignored. */
function demandKnownParameters({ request }: HttpContext, requirement: Requirement) {
  if (READS.has(request.method())) return
  const known = typeof requirement === 'object' && 'parameters' in requirement
  demandNoParameters(request.qs(), known ? requirement.parameters : [])
}

/** Whose work a request is: the caller's own, or an organization's. */
type Concern =
  | { readonly kind: 'account'; readonly named: null }
  | { readonly kind: 'selected'; readonly named: string | null }
  | { readonly kind: 'path'; readonly named: string }

function concernOf(ctx: HttpContext, requirement: Requirement): Concern {
  if (requirement === 'account' || requirement === 'session')
    return { kind: 'account', named: null }
  if (typeof requirement === 'object' && 'of' in requirement) {
    return { kind: 'path', named: String(ctx.params[requirement.of]) }
  }
  return { kind: 'selected', named: namedOrganization(ctx) }
}

/** Makes the caller's organization the one that this request works for. */
async function enter(ctx: HttpContext, unit: UnitOfWork, { kind, named }: Concern) {
  const { organizationId, choices } = ctx.identity
  if (organizationId === null) throw noOrganization(choices, named)
  /* A slug may look like the id of another organization. */
  if (kind === 'path' && organizationId !== named) throw notFound('organization')
  spendQuota(ctx, 'organization', organizationId)
  unit.organizationId = organizationId
  ctx.response.header('X-Organization-Id', organizationId)
  await meetPlugins(ctx)
}

/** What belongs to a plugin is there where it is on, and a resource is what plugins make of it. */
async function meetPlugins(ctx: HttpContext) {
  ctx.plugins = await pluginsHere(ctx.identity)
  if (ctx.pluginId !== undefined && !ctx.plugins.has(ctx.pluginId)) {
    throw new Problem(404, {
      code: 'plugin_disabled',
      detail: `The plugin "${ctx.pluginId}" is not on in this organization.`,
      values: { plugin: ctx.pluginId },
    })
  }
  if (ctx.resource !== undefined) ctx.resource = ctx.plugins.extend(ctx.resource)
}

/** @param requestId what the audit log says about where a change came from */
function forCaller(
  credentials: Credentials,
  { kind, named }: Concern,
  requestId: string | null
): Opening {
  return {
    ...forSystem,
    role: kind === 'account' ? 'crm_system' : 'crm_app',
    sql: callerQuery(credentials, named),
    settings: requestId ? { 'app.request_id': requestId } : {},
  }
}

/** @throws 403 where no permission is asked for: that is for people, about themselves */
function demandKeyMayUse(requirement: Requirement) {
  if (typeof requirement === 'object' && requirement.permission) return
  throw new Problem(403, {
    code: 'not_for_api_keys',
    detail: 'This path is for people who have logged in, not for API keys.',
  })
}

function demand(identity: Identity, permission: string | undefined) {
  if (permission && !identity.grants.allows(permission)) throw permissionDenied(permission)
}

function noOrganization(
  organizations: readonly OrganizationChoice[],
  named: string | null
): Problem {
  if (named !== null) return notFound('organization')
  return new Problem(400, {
    code: 'organization_required',
    detail:
      organizations.length === 0
        ? 'You belong to no organization. Found one by POST /api/organizations/, or be invited.'
        : 'Say which organization this is for: send X-Organization-Id with an id or slug of these.',
    extra: { organizations },
  })
}

/**
 * What the handler has returned to be read and answered. Any other answer is
 * turned into text while the unit is still open: what cannot be written as JSON
 * must fail before the commit, not after it.
 */
function replyOf({ response }: HttpContext): Reply | undefined {
  const [content]: unknown[] = response.lazyBody.content ?? []
  if (content instanceof Read) return content
  if (typeof content !== 'object' || content === null || content instanceof Uint8Array) return
  response.safeHeader('Content-Type', 'application/json; charset=utf-8')
  response.send(JSON.stringify(content))
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** The caller. Set by the access middleware; never on a public route. */
    identity: Identity
    /** The plugins that are on in the active organization. Set by the access middleware. */
    plugins: PluginSet
  }
}
