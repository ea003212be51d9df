import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import pg from 'pg'
import { recordAccountEvent } from '#core/audit/account_event'
import { requestIdOf } from '#core/audit/request_event'
import { MAX_ADMIN_SESSION } from '#admin/auth/admin_session_store'
import { sessionDigest } from '#admin/auth/session_digest'
import type { AdminOrganization } from '#admin/auth/admin_caller'
import {
  type ImpersonationContext,
  currentImpersonation,
  endImpersonationOf,
  findImpersonation,
  identityOf,
} from '#admin/auth/impersonation'
import { type PageRule, ownsTransaction } from '#core/access/access_rule'
import { deviceOf } from '#core/access/device'
import { Identity } from '#core/access/identity'
import { Problem, notFound } from '#core/http/exceptions/problem'
import type User from '#plugins/identity/models/user'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { MembershipRole } from '#core/access/grants'
import {
  type TransactionOptions,
  UnitOfWork,
  forOrganization,
  asSystem,
  asActor,
} from '#core/database/unit_of_work'

const READS = new Set(['GET', 'HEAD'])

/** What tells of the installation, and nothing of any organization. */
const UNLOGGED_PATHS: ReadonlySet<string> = new Set(['/admin/health'])

/**
 * Lets a superuser in, and runs the page in a unit of work that commits when,
 * and only when, it succeeded: in the organization that the path names, where
 * the superuser may do what its owner may, or in none. A superuser who acts as
 * somebody may do what that one may, on pages of `support`, and nothing else. What
 * a superuser looks at is written down, as what a superuser changes is.
 *
 * @throws 401 when nobody is logged in, 404 when there is no such organization,
 * 403 for a page that is not for the one whom the superuser acts as
 */
export async function admitSuperuser(
  ctx: HttpContext,
  next: NextFn,
  accessRule: PageRule
): Promise<void> {
  const user = await ctx.auth.use('superuser').authenticate()
  ctx.superuser = user
  ctx.impersonation = await currentImpersonation(ctx)
  if (ctx.impersonation) ensureAllowedFor(ctx, ctx.impersonation, accessRule)
  const organization = ctx.impersonation?.organization ?? organizationInPath(ctx)
  ctx.adminOrganization = organization
  const actorId = ctx.impersonation?.userId ?? user.id
  ctx.identity = adminIdentity(actorId, organization, ctx.impersonation ? null : 'owner')
  if (ownsTransaction(accessRule)) return admitApart(ctx, next)
  const isRead = READS.has(ctx.request.method())
  const isLogged = isRead && !UNLOGGED_PATHS.has(ctx.request.url())
  const options = optionsOf(ctx)
  await UnitOfWork.run(
    whileLoggedIn(options, ctx),
    async (unit) => {
      if (unit.answer === null) return refuseEnded(ctx)
      if (isLogged) {
        await recordReading(ctx)
        unit.becomeReadOnly()
      }
      ctx.plugins = await currentPlugins(ctx.identity)
      if (ctx.impersonation) ctx.identity = await identityOf(ctx.impersonation)
      unit.admit(ctx.identity)
      await next()
      if (ctx.response.getStatus() >= 400) unit.markForRollback()
    },
    { readOnly: isRead && !isLogged }
  )
  /* What told of it was undone with whatever a refused page had asked. */
  if (isLogged && ctx.response.getStatus() >= 400) {
    await UnitOfWork.run(options, () => recordReading(ctx))
  }
}

/**
 * For a form whose handler opens units of its own, since it does what must not be done inside one, such as
 * keeping a file: what it writes, it writes in a unit that asks all of this again.
 */
async function admitApart(ctx: HttpContext, next: NextFn): Promise<void> {
  ctx.writeAsCaller = (work) =>
    UnitOfWork.run(whileLoggedIn(optionsOf(ctx), ctx), async (unit) => {
      if (unit.answer === null) return refuseEnded(ctx)
      ctx.plugins = await currentPlugins(ctx.identity)
      unit.admit(ctx.identity)
      const result = await work(unit)
      if (ctx.response.getStatus() >= 400) unit.markForRollback()
      return result
    })
  await ctx.writeAsCaller(async () => undefined)
  await next()
}

/**
 * Reads something for the superuser of a page that was answered already, in a unit of its own: for a
 * stream, which goes on for as long as they are logged in.
 *
 * @throws as `admitSuperuser` does
 */
export async function readAgain<T>(
  ctx: HttpContext,
  read: (reader: Pick<HttpContext, 'identity' | 'plugins'>) => Promise<T>
): Promise<T> {
  return UnitOfWork.run(
    whileLoggedIn(optionsOf(ctx), ctx),
    async (unit) => {
      if (unit.answer === null) return refuseEnded(ctx)
      const { impersonation } = ctx
      const identity = impersonation ? await identityOf(impersonation) : ctx.identity
      unit.admit(identity)
      return read({ identity, plugins: await currentPlugins() })
    },
    { readOnly: true }
  )
}

function optionsOf(ctx: HttpContext): TransactionOptions {
  const { adminOrganization: organization, impersonation, superuser } = ctx
  return asActor(organization ? forOrganization(organization.id) : asSystem, {
    actorId: impersonation?.userId ?? superuser.id,
    requestId: requestIdOf(ctx),
    impersonatorId: impersonation ? superuser.id : null,
  })
}

/**
 * The same unit, begun only while the session lives, its user is a superuser, and
 * the impersonation, if there is one, is not over: they may have ended since the
 * request came, as when it took its time to bring a file.
 */
function whileLoggedIn(
  transactionOptions: TransactionOptions,
  { impersonation, session, superuser }: HttpContext
): TransactionOptions {
  const id = sessionDigest(session.sessionId).toString('hex')
  const user = pg.escapeLiteral(superuser.id)
  const conditions = [
    `is_in_admin_session('\\x${id}', ${user}, ${pg.escapeLiteral(MAX_ADMIN_SESSION)})`,
    ...(impersonation ? [`is_impersonating(${pg.escapeLiteral(impersonation.id)}, ${user})`] : []),
  ]
  return {
    ...transactionOptions,
    sql: `${transactionOptions.sql} WHERE ${conditions.join(' AND ')}`,
  }
}

/** @throws 409 when an impersonation is over, once; otherwise 401 */
async function refuseEnded(ctx: HttpContext): Promise<never> {
  const { impersonation, superuser } = ctx
  if (impersonation) {
    const find = () => findImpersonation(impersonation.id, superuser)
    const current = await UnitOfWork.run(asSystem, find, { readOnly: true })
    if (!current) return endImpersonationOf(ctx, impersonation.id)
  }
  throw new errors.E_UNAUTHORIZED_ACCESS('Your session has ended. Log in again.', {
    guardDriverName: 'session',
  })
}

/**
 * In the log of the organization that is looked at; what tells of all of them,
 * among the events of the superuser's own account. Without the query, which may
 * hold values of records. In a unit of the page.
 */
async function recordReading(ctx: HttpContext): Promise<void> {
  const { adminOrganization, superuser } = ctx
  const details = { path: ctx.request.url() }
  if (adminOrganization) {
    UnitOfWork.get().queryDeferred('SELECT record_event($1, $2, $3, $4, $5)', [
      'admin:read',
      'admin',
      null,
      'done',
      details,
    ])
  } else {
    await recordAccountEvent('admin-read', superuser.id, deviceOf(ctx), null, details)
  }
}

/** The organization of the page. @throws 404 on a page that is no organization's */
export function adminOrganizationOf({ adminOrganization }: HttpContext): AdminOrganization {
  if (!adminOrganization) throw notFound('organization')
  return adminOrganization
}

function ensureAllowedFor(
  { params }: HttpContext,
  { name, organization }: ImpersonationContext,
  accessRule: PageRule
) {
  const isElsewhere = params.slug !== undefined && params.slug !== organization.slug
  if (accessRule === 'support' && !isElsewhere) return
  throw new Problem(403, {
    code: 'acting_as_somebody',
    detail: `You are impersonating ${name}. End that first.`,
  })
}

/** The organization that the path names, if it names one. @throws 404 when there is none */
function organizationInPath({ adminCaller, params }: HttpContext): AdminOrganization | null {
  if (params.slug !== undefined && !adminCaller.organization) throw notFound('organization')
  return adminCaller.organization
}

/** @param role null grants nothing */
function adminIdentity(
  userId: string,
  organization: AdminOrganization | null,
  role: MembershipRole | null
) {
  return new Identity({
    user_id: userId,
    session_id: '',
    organization_id: organization?.id ?? null,
    role,
    employee_id: null,
    system_roles: [],
    grants: [],
    choices: null,
    plugins_version: organization?.pluginsVersion ?? null,
  })
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who is looking. Set on the admin pages only. */
    superuser: User
    /** As whom the superuser acts, if as anybody. Set on the admin pages only. */
    impersonation: ImpersonationContext | null
    /** The organization of the page, if it is one's. Set on the admin pages only. */
    adminOrganization: AdminOrganization | null
  }
}
