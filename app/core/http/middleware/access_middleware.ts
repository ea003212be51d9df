import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPage, pages } from '#core/http/pages'
import { passSteps } from '#core/access/access_steps'
import { isUnknownCaller, cachedIdentity } from '#core/access/identity_cache'
import { type Credentials, callerQuery } from '#core/access/bearer_guard'
import type { Identity } from '#core/access/identity'
import { noteUsage } from '#core/access/key_usage'
import { recordWaitSeconds } from '#config/clients'
import { Problem } from '#core/http/exceptions/problem'
import { Read } from '#core/database/read'
import { rerunHandler, resetResponse } from '#core/http/rerun'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import {
  type AccessRule,
  type Concern,
  type PageRule,
  type PublicRule,
  concernOf,
  isAdminRule,
  isForKeys,
  isPublicRule,
  ownsTransaction,
} from '#core/access/access_rule'
import type { Reply } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { withIdempotency } from '#core/http/idempotency'
import type { Holder } from '#core/http/shares'
import { type WorkPlace, workPlaces } from '#core/http/work_places'
import { networkOf } from '#core/rate_limits/network'
import {
  type SpeculativeIdentity,
  StaleIdentityError,
  type TransactionOptions,
  UnitOfWork,
  asSystem,
} from '#core/database/unit_of_work'
import { Charges, countingUnconfirmed, refuseWhereSpent } from '#core/rate_limits/charges'

const READS = new Set(['GET', 'HEAD'])

/** Whether a request changes nothing: by its method, or since its route says so. */
const isRead = ({ request, readsOnly = false }: HttpContext) =>
  readsOnly || READS.has(request.method())

const LOCK_TIMEOUT = `${recordWaitSeconds * 1000}ms`

/**
 * Lets a request in: finds out who is calling, for which organization, and
 * whether they may; then runs the handler in a unit of work that commits when,
 * and only when, it succeeded.
 *
 * Identity, organization and the beginning of the transaction are one round
 * trip to the database. A caller who is known already is taken to be what they
 * were: the handler's first statement travels together with the question, and
 * where the answer is another one, everything begins anew (ADR 0015). So it
 * must be the last middleware of its route.
 *
 * In this order:
 *
 * 1. credentials: the session, token or API key that the request brings
 * 2. concern: whom it is for, an organization, an account or the system
 * 3. speculative or plain: whether its unit begins with a speculative identity
 * 4. steps: what has to hold before the handler, such as permission and quotas
 * 5. handler: the controller, in the unit
 * 6. commit: with the last read, once the identity is verified
 */
export default class AccessMiddleware {
  async handle(ctx: HttpContext, next: NextFn, accessRule: AccessRule) {
    if (isAdminRule(accessRule)) return pages().admit(ctx, next, accessRule)
    if (isPublicRule(accessRule)) {
      if (!isPage(ctx.request.url())) refuseUnknownParameters(ctx, accessRule)
      return next()
    }

    await countingUnconfirmed(ctx, async () => {
      const credentials = await ctx.auth.use('bearer').credentials()
      if ('keyDigest' in credentials) authorizeKey(accessRule)
      const concern = concernOf(ctx, accessRule)
      const isUnknown = isUnknownCaller(credentials, concern.named)
      if (isUnknown) refuseWhereSpent(ctx)
      const known = cachedIdentity(credentials, concern.named)
      const holder = {
        callerId: callerIdOf(credentials),
        organizationId: isUnknown
          ? networkOf(ctx.request.ip())
          : (known?.identity.organizationId ?? null),
      }
      const visit = { credentials, concern, accessRule, holder, resource: ctx.resource }
      if (ownsTransaction(accessRule)) return admitApart(ctx, visit)
      if (known === undefined || concern.kind === 'account') {
        await admit(ctx, visit, answer(ctx, visit, next))
      } else await admitSpeculatively(ctx, visit, next, known.speculative)
    })
    if (ownsTransaction(accessRule)) await next()
    if (ctx.identity.keyId && ctx.identity.organizationId) {
      noteUsage(ctx.identity.keyId, ctx.identity.organizationId)
    }
  }
}

/** What is known of a request before the database is asked. */
interface Visit {
  readonly credentials: Credentials
  readonly concern: Concern
  readonly accessRule: Exclude<AccessRule, PublicRule | PageRule>
  /** For whom it works, as far as this process knows; what no one speaks for yet is its network's. */
  readonly holder: Holder
  /** As it is before the plugins of an organization have made something of it. */
  readonly resource: HttpContext['resource'] | undefined
}

/** Runs work in a unit of the caller's. */
export type WriteAsCaller = <T>(work: (unit: UnitOfWork) => Promise<T | Read<T>>) => Promise<T>

interface Admission {
  readonly readOnly?: boolean
  /** What the database is taken to answer about the caller. */
  readonly speculative?: SpeculativeIdentity
}

async function admitSpeculatively(
  ctx: HttpContext,
  visit: Visit,
  next: NextFn,
  speculative: SpeculativeIdentity
) {
  const headersBefore = new Set(Object.keys(ctx.response.getHeaders()))
  try {
    await admit(ctx, visit, answer(ctx, visit, next), { speculative })
  } catch (error) {
    if (!(error instanceof StaleIdentityError)) throw error
    resetResponse(ctx, headersBefore)
    restoreResource(ctx, visit)
    delete ctx.denial
    await admit(
      ctx,
      visit,
      answer(ctx, visit, () => rerunHandler(ctx))
    )
  }
}

/**
 * For a handler that opens units of its own, since it does what must not be done
 * inside one: what it writes, it writes in a unit that asks all of this again.
 */
async function admitApart(ctx: HttpContext, visit: Visit) {
  await admit(ctx, visit, async () => refuseUnknownParameters(ctx, visit.accessRule), {
    readOnly: true,
  })
  ctx.writeAsCaller = async (work) => {
    restoreResource(ctx, visit)
    return admit(ctx, visit, async (unit) => {
      const result = await work(unit)
      if (ctx.response.getStatus() >= 400) unit.markForRollback()
      if (!(result instanceof Read)) replyOf(ctx)
      return result
    })
  }
}

/** Runs what answers the request, once. */
function answer(ctx: HttpContext, { accessRule }: Visit, handle: () => Promise<unknown>) {
  return async (unit: UnitOfWork) => {
    refuseUnknownParameters(ctx, accessRule)
    const reply = async () => {
      await handle()
      if (ctx.response.getStatus() >= 400) unit.markForRollback()
      return replyOf(ctx)
    }
    return ctx.readsOnly || ctx.request.header('idempotency-key') === undefined
      ? reply()
      : withIdempotency(ctx, unit, reply)
  }
}

/**
 * Runs work in a unit for the caller, once it is known who that is and that the
 * route is open to them. A caller spends their quotas when they are confirmed,
 * and once for each request.
 */
async function admit<T>(
  ctx: HttpContext,
  { credentials, concern, accessRule, holder }: Visit,
  work: (unit: UnitOfWork) => Promise<T | Read<T>>,
  { speculative, readOnly = isRead(ctx) }: Admission = {}
): Promise<T> {
  const transactionOptions = forCaller(
    credentials,
    concern,
    readOnly ? null : (ctx.request.id() ?? null)
  )
  const charges = new Charges(ctx, speculative !== undefined)
  const place = await workPlaces.take(holder)
  const result = await UnitOfWork.run(
    { ...transactionOptions, speculative },
    async (unit) => {
      ctx.identity = await ctx.auth.use('bearer').within(unit, concern.named).authenticate()
      unit.admit(ctx.identity)
      await charges.add(unit, 'caller', ctx.identity.keyId ?? ctx.identity.userId)
      const caller = ctx.identity
      const permission = typeof accessRule === 'object' ? accessRule.permission : undefined
      if (concern.kind !== 'account') {
        const organization = { named: concern.named, isInPath: concern.kind === 'path' }
        await passSteps('user', 'membership', { caller, organization })
        await enter(ctx, unit, charges, place)
      }
      const { plugins, pluginId } = ctx
      await passSteps('plugin', 'permission', { caller, plugins, pluginId, permission })
      return work(unit)
    },
    { readOnly }
  )
    .catch((error: unknown) => {
      /* A refusal is one of a confirmed caller's; whatever else went wrong may be of nobody's. */
      if (error instanceof Problem) charges.settle()
      else charges.remit()
      throw error
    })
    .finally(() => {
      place.leave()
    })
  charges.settle()
  return result
}

/** What changes something is said by path and body: what else is said is not ignored. */
function refuseUnknownParameters({ request }: HttpContext, accessRule: AccessRule) {
  if (READS.has(request.method()) || !request.parsedUrl.query) return
  const known = typeof accessRule === 'object' && 'parameters' in accessRule
  refuseParameters(request.qs(), known ? accessRule.parameters : [])
}

function callerIdOf(credentials: Credentials): string {
  return 'keyDigest' in credentials ? credentials.keyDigest.toString('hex') : credentials.userId
}

function restoreResource(ctx: HttpContext, { resource }: Visit) {
  if (resource !== undefined) ctx.resource = resource
}

/** Makes the caller's organization the one that this request works for, and a resource what its plugins make of it. */
async function enter(ctx: HttpContext, unit: UnitOfWork, charges: Charges, place: WorkPlace) {
  const { organizationId } = ctx.identity
  if (organizationId === null) throw new Error('Only members enter an organization')
  place.join(organizationId)
  await charges.add(unit, 'organization', organizationId)
  unit.organizationId = organizationId
  ctx.response.header('X-Organization-Id', organizationId)
  ctx.plugins = await currentPlugins(ctx.identity)
  if (ctx.resource !== undefined) ctx.resource = ctx.plugins.extend(ctx.resource)
  if (ctx.resource !== undefined && ctx.request.parsedUrl.query?.includes('label')) {
    const { ensureLabelsAsked } = await import('#core/associations/asked_labels')
    await ensureLabelsAsked(ctx)
  }
}

/** @param requestId what the audit log says about where a change came from */
function forCaller(
  credentials: Credentials,
  { kind, named }: Concern,
  requestId: string | null
): TransactionOptions {
  return {
    ...asSystem,
    role: kind === 'account' ? 'crm_system' : 'crm_app',
    sql: callerQuery(credentials, named),
    settings: requestId ? { 'app.request_id': requestId, 'lock_timeout': LOCK_TIMEOUT } : {},
  }
}

/** @throws 403 where no permission is asked for: that is for people, about themselves */
function authorizeKey(accessRule: AccessRule) {
  if (isForKeys(accessRule)) return
  throw new Problem(403, {
    code: 'not_for_api_keys',
    detail: 'This path is for logged-in users, not for API keys.',
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
    /**
     * Runs work in a writing unit that asks again who calls and what they may do:
     * they may have lost it while a file came, or a password was hashed. Set for
     * handlers that open units of their own.
     *
     * @throws what the access middleware throws
     */
    writeAsCaller: WriteAsCaller
    /** The plugins that are on in the active organization. Set by the access middleware. */
    plugins: PluginSet
  }
}
