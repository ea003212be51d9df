import type { HttpContext } from '@adonisjs/core/http'
import { type ImpersonationContext, findImpersonation } from '#admin/auth/impersonation'
import { UnitOfWork } from '#core/database/unit_of_work'
import type User from '#plugins/identity/models/user'

/** The organization that a superuser works in. */
export interface AdminOrganization {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly isActive: boolean
  /** Where its days begin: `Europe/Berlin`. */
  readonly timeZone: string
  /** Changes whenever it turns a plugin on or off, or sets it up. */
  readonly pluginsVersion: number
}

/** From whom a request of the admin pages comes, and where it leads, as its session was read. */
export interface AdminCaller {
  readonly superuser: User | null
  /** The impersonation that the session is in, unless it was ended. */
  readonly impersonationId: string | null
  /** As whom the superuser acts; null as well when that is over. */
  readonly impersonation: ImpersonationContext | null
  /** The organization that the path names; null when there is none, or the superuser acts as a user. */
  readonly organization: AdminOrganization | null
}

/** A browser in which no one is logged in. */
export const ANONYMOUS: AdminCaller = {
  superuser: null,
  impersonationId: null,
  impersonation: null,
  organization: null,
}

/** Reads where a superuser goes, in the unit of the system that has read the session. */
export async function callerOf(
  { params }: HttpContext,
  superuser: User,
  impersonationId: string | null
): Promise<AdminCaller> {
  if (impersonationId === null) {
    const organization = await organizationNamed(params.slug)
    return { superuser, impersonationId, impersonation: null, organization }
  }
  const impersonation = await findImpersonation(impersonationId, superuser)
  return { superuser, impersonationId, impersonation, organization: null }
}

/** Also a suspended one: anyone who suspends must be able to look. */
async function organizationNamed(slug: unknown): Promise<AdminOrganization | null> {
  if (slug === undefined) return null
  const { rows } = await UnitOfWork.get().query<AdminOrganization & Record<string, unknown>>(
    `SELECT id, name, slug, is_active AS "isActive", time_zone AS "timeZone",
            plugins_version AS "pluginsVersion"
     FROM organizations WHERE slug = $1`,
    [String(slug)]
  )
  return rows[0] ?? null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on the admin pages, as the session is read. */
    adminCaller: AdminCaller
  }
}
