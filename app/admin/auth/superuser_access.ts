import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import pg from 'pg'
import { recordAccountEvent } from '#core/audit/account_event'
import { recordRequestEvent, requestIdOf } from '#core/audit/request_event'
import { LONGEST_ADMIN_SESSION, sessionDigest } from '#admin/auth/admin_session_store'
import { type Acting, currentImpersonation, identityOf } from '#admin/auth/impersonation'
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

/** The organization that a superuser works in. */
export interface AdminOrganization {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly isActive: boolean
  /** Changes whenever it turns a plugin on or off, or sets it up. */
  readonly pluginsVersion: number
}

/** Whether a page is also for a superuser who acts as somebody, or brings a file. */
export type SuperuserRequirement = 'superuser' | 'support' | 'superuser_upload'

const READS = new Set(['GET', 'HEAD'])

/** What tells of the installation, and nothing of any organization. */
const OF_NOBODY: ReadonlySet<string> = new Set(['/admin/health'])

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
  requirement: SuperuserRequirement
): Promise<void> {
  const user = await ctx.auth.use('superuser').authenticate()
  ctx.superuser = user
  ctx.acting = await currentImpersonation(ctx, user)
  if (ctx.acting) ensureAllowedFor(ctx, ctx.acting, requirement)
  const workplace = ctx.acting?.workplace ?? (await namedWorkplace(ctx))
  ctx.workplace = workplace
  const actorId = ctx.acting?.userId ?? user.id
  ctx.identity = standing(actorId, workplace, ctx.acting ? null : 'owner')
  const isRead = READS.has(ctx.request.method())
  if (isRead) await recordReading(ctx)
  const opening = workplace ? forOrganization(workplace.id) : asSystem
  await UnitOfWork.run(
    asActor(whileLoggedIn(opening, ctx), {
      actorId,
      requestId: requestIdOf(ctx),
      impersonatorId: ctx.acting ? user.id : null,
    }),
    async (unit) => {
      if (unit.answer === null) return refuseEnded(ctx)
      unit.actorId = actorId
      ctx.plugins = await currentPlugins(ctx.identity)
      if (ctx.acting) ctx.identity = await identityOf(ctx.acting)
      await next()
      if (ctx.response.getStatus() >= 400) unit.abandon()
    },
    { readOnly: isRead }
  )
}

/**
 * The same unit, begun only while the session lives, its user is a superuser, and
 * the impersonation, if there is one, is not over: they may have ended since the
 * request came, as when it took its time to bring a file.
 */
function whileLoggedIn(
  opening: TransactionOptions,
  { acting, session, superuser }: HttpContext
): TransactionOptions {
  const id = sessionDigest(session.sessionId).toString('hex')
  const user = pg.escapeLiteral(superuser.id)
  const conditions = [
    `is_in_admin_session('\\x${id}', ${user}, ${pg.escapeLiteral(LONGEST_ADMIN_SESSION)})`,
    ...(acting ? [`is_impersonating(${pg.escapeLiteral(acting.id)}, ${user})`] : []),
  ]
  return { ...opening, sql: `${opening.sql} WHERE ${conditions.join(' AND ')}` }
}

/** @throws 409 when an impersonation is over, once; otherwise 401 */
async function refuseEnded(ctx: HttpContext): Promise<never> {
  await currentImpersonation(ctx, ctx.superuser)
  throw new errors.E_UNAUTHORIZED_ACCESS('Your session has ended. Log in again.', {
    guardDriverName: 'session',
  })
}

/**
 * In the log of the organization that is looked at; what tells of all of them,
 * among the events of the superuser's own account. Without the query, which may
 * hold values of records.
 */
async function recordReading(ctx: HttpContext) {
  const { superuser, workplace } = ctx
  const details = { path: ctx.request.url() }
  if (workplace) return recordRequestEvent(ctx, { action: 'admin:read', details })
  if (OF_NOBODY.has(details.path)) return
  const opening = asActor(asSystem, { actorId: superuser.id, requestId: requestIdOf(ctx) })
  await UnitOfWork.run(opening, () =>
    recordAccountEvent('admin-read', superuser.id, deviceOf(ctx), null, details)
  )
}

/** The organization of the page. @throws 404 on a page that is no organization's */
export function adminOrganizationOf({ workplace }: HttpContext): AdminOrganization {
  if (!workplace) throw notFound('organization')
  return workplace
}

function ensureAllowedFor(
  { params }: HttpContext,
  { name, workplace }: Acting,
  requirement: SuperuserRequirement
) {
  const isElsewhere = params.slug !== undefined && params.slug !== workplace.slug
  if (requirement === 'support' && !isElsewhere) return
  throw new Problem(403, {
    code: 'acting_as_somebody',
    detail: `You act as ${name}. End that first.`,
  })
}

/** Also a suspended one: whoever suspends must be able to look. */
async function namedWorkplace({ params }: HttpContext): Promise<AdminOrganization | null> {
  if (params.slug === undefined) return null
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<AdminOrganization & Record<string, unknown>>(
        `SELECT id, name, slug, is_active AS "isActive", plugins_version AS "pluginsVersion"
         FROM organizations WHERE slug = $1`,
        [String(params.slug)]
      ),
    { readOnly: true }
  )
  const [workplace] = rows
  if (!workplace) throw notFound('organization')
  return workplace
}

/** @param role null grants nothing */
function standing(
  userId: string,
  workplace: AdminOrganization | null,
  role: MembershipRole | null
) {
  return new Identity({
    user_id: userId,
    session_id: '',
    organization_id: workplace?.id ?? null,
    role,
    employee_id: null,
    system_roles: [],
    grants: [],
    choices: null,
    plugins_version: workplace?.pluginsVersion ?? null,
  })
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who is looking. Set on the admin pages only. */
    superuser: User
    /** As whom the superuser acts, if as anybody. Set on the admin pages only. */
    acting: Acting | null
    /** The organization of the page, if it is one's. Set on the admin pages only. */
    workplace: AdminOrganization | null
  }
}
