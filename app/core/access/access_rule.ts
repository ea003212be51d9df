import type { HttpContext } from '@adonisjs/core/http'
import { badRequest } from '#core/http/exceptions/problem'

/**
 * What a route asks of its caller:
 *
 * - `public`: nothing.
 * - `public_webhook`: nothing either, for what other systems send: JSON that is called text, or a form.
 * - `public_upload`: nothing either, with a body that is a file.
 * - `session`: to be logged in; the handler opens units of work of its own,
 *   since it does what must not be done inside one, such as hashing.
 * - `account`: to be logged in; the work concerns the caller, not an organization.
 * - `member`: to belong to the active organization.
 * - `member_upload`: the same, with a body that brings a file: the handler opens units of its own.
 * - `member_or_key`: the same, or to call for it with an API key.
 * - `{ permission }`: to have been granted it there. Where it `accepts` a file, which
 *   comes as slowly as its client sends it, or says `unit: 'none'`, since it waits, the
 *   handler opens units of its own.
 * - `{ of }`, with or without a permission: the same, in the organization that
 *   the path names by this parameter, whatever the request says besides.
 * - `superuser`: to be logged in to the admin pages, which is another login.
 * - `support`: the same, also while acting as somebody of the organization.
 * - `superuser_upload`: as `superuser`, with a form that brings a file: the handler opens units of its own.
 * - `superuser_apart`: the same, with a form that brings none, since the handler waits for another system.
 */
export type AccessRule =
  | PublicRule
  | 'session'
  | 'account'
  | 'member'
  | 'member_upload'
  | 'member_or_key'
  | PageRule
  | PermissionRule
  | PathRule

export type PublicRule = 'public' | 'public_webhook' | 'public_upload'

/** Whether a page is also for a superuser who acts as somebody, or brings a file. */
export type PageRule = 'superuser' | 'support' | 'superuser_upload' | 'superuser_apart'

export interface PermissionRule {
  readonly permission: string
  /** What its body is, when it is not JSON. */
  readonly accepts?: 'file'
  /** That the handler opens units of its own: `ctx.writeAsCaller`. */
  readonly unit?: 'none'
  /** What its query string may say, where it changes something. */
  readonly parameters?: readonly string[]
}

export interface PathRule {
  readonly of: string
  readonly permission?: string
  readonly accepts?: 'file'
}

/** Whether a route's handler opens units of work of its own. */
export function ownsTransaction(accessRule: AccessRule): boolean {
  if (typeof accessRule === 'object') return 'unit' in accessRule || acceptsFile(accessRule)
  return accessRule === 'session' || accessRule === 'superuser_apart' || acceptsFile(accessRule)
}

/** Whether a route asks nothing of its caller. */
export function isPublicRule(accessRule: AccessRule | null): accessRule is PublicRule {
  return (
    accessRule === 'public' || accessRule === 'public_webhook' || accessRule === 'public_upload'
  )
}

/** Whether a route's body is a file. */
export function acceptsFile(accessRule: AccessRule | null): boolean {
  if (typeof accessRule === 'object') return accessRule !== null && 'accepts' in accessRule
  return accessRule !== null && accessRule.endsWith('_upload')
}

/** Whether it is of the admin pages. */
export function isAdminRule(accessRule: AccessRule): accessRule is PageRule {
  return (
    typeof accessRule === 'string' &&
    (accessRule === 'support' || accessRule.startsWith('superuser'))
  )
}

/** Whether API keys may use a route, as far as they hold what it asks for. */
export function isForKeys(accessRule: AccessRule): boolean {
  if (typeof accessRule === 'object') return accessRule.permission !== undefined
  return isPublicRule(accessRule) || accessRule === 'member_or_key'
}

/** Whether the work of a route is an organization's, which its caller belongs to. */
export function isOfOrganization(accessRule: AccessRule): boolean {
  return typeof accessRule === 'object' || accessRule.startsWith('member')
}

/** Whose work a request is: the caller's own, or an organization's. */
export type Concern =
  | { readonly kind: 'account'; readonly named: null }
  | { readonly kind: 'selected'; readonly named: string | null }
  | { readonly kind: 'path'; readonly named: string }

/**
 * Whose work a request is, by the rule of its route.
 *
 * @throws 400 for a name that no organization can have
 */
export function concernOf(ctx: HttpContext, accessRule: AccessRule): Concern {
  if (accessRule === 'account' || accessRule === 'session') return { kind: 'account', named: null }
  if (typeof accessRule === 'object' && 'of' in accessRule) {
    return { kind: 'path', named: String(ctx.params[accessRule.of]) }
  }
  return { kind: 'selected', named: namedOrganization(ctx) }
}

const SELECTOR = /^[A-Za-z0-9-]{1,255}$/

/**
 * The organization that a request names: the `X-Organization-Id` header, then
 * `?organization=`, then the body's `organization` when something is created.
 * An id or a slug; null when the request leaves it to the caller's memberships.
 */
function namedOrganization({ request }: HttpContext): string | null {
  const named =
    request.header('x-organization-id') ??
    request.qs().organization ??
    (request.method() === 'POST' ? request.body()?.organization : undefined)
  if (named === undefined || named === null || named === '') return null
  if (typeof named !== 'string' || !SELECTOR.test(named)) {
    throw badRequest(
      'malformed_organization',
      'An organization is named by its id or its slug.',
      'organization'
    )
  }
  return named
}
