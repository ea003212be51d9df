import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { recordRequestEvent, requestIdOf } from '#audit/request_event'
import { Identity } from '#auth/identity'
import { notFound } from '#exceptions/problem'
import { pluginsHere } from '#plugins/runtime/plugin_set'
import type User from '#models/user'
import { UnitOfWork, forOrganization, forSystem, onBehalfOf } from '#tenancy/unit_of_work'

/** The organization that a superuser works in. */
export interface Workplace {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly isActive: boolean
}

const READS = new Set(['GET', 'HEAD'])

/**
 * Lets a superuser in, and runs the page in a unit of work that commits when,
 * and only when, it succeeded: in the organization that the path names, where
 * he may do what its owner may, or in none. What he looks at in an organization
 * is written into its audit log, as what he changes is.
 *
 * @throws 401 when nobody is logged in, 404 when there is no such organization
 */
export async function admitSuperuser(ctx: HttpContext, next: NextFn): Promise<void> {
  const user = await ctx.auth.use('superuser').authenticate()
  const workplace = ctx.params.slug === undefined ? null : await findWorkplace(ctx.params.slug)
  ctx.superuser = user
  ctx.workplace = workplace
  ctx.identity = asOwner(user, workplace)
  const isRead = READS.has(ctx.request.method())
  if (workplace && isRead) {
    /* Not with its query, which may hold values of records. */
    await recordRequestEvent(ctx, { action: 'admin:read', details: { path: ctx.request.url() } })
  }
  await UnitOfWork.run(
    onBehalfOf(workplace ? forOrganization(workplace.id) : forSystem, user.id, requestIdOf(ctx)),
    async (unit) => {
      unit.actorId = user.id
      ctx.plugins = await pluginsHere()
      await next()
      if (ctx.response.getStatus() >= 400) unit.abandon()
    },
    { readOnly: isRead }
  )
}

/** The organization of the page. @throws 404 on a page that is no organization's */
export function workplaceOf({ workplace }: HttpContext): Workplace {
  if (!workplace) throw notFound('organization')
  return workplace
}

/** Also a suspended one: whoever suspends must be able to look. */
async function findWorkplace(slug: unknown): Promise<Workplace> {
  const { rows } = await UnitOfWork.run(
    forSystem,
    (unit) =>
      unit.last<Workplace & Record<string, unknown>>(
        'SELECT id, name, slug, is_active AS "isActive" FROM organizations WHERE slug = $1',
        [String(slug)]
      ),
    { readOnly: true }
  )
  const [workplace] = rows
  if (!workplace) throw notFound('organization')
  return workplace
}

function asOwner(user: User, workplace: Workplace | null): Identity {
  return new Identity({
    user_id: user.id,
    session_id: '',
    organization_id: workplace?.id ?? null,
    role: 'owner',
    employee_id: null,
    system_roles: [],
    grants: [],
    choices: null,
    plugins_version: null,
  })
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who is looking. Set on the admin pages only. */
    superuser: User
    /** The organization of the page, if it is one's. Set on the admin pages only. */
    workplace: Workplace | null
  }
}
