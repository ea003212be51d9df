/**
 * What a route asks of its caller:
 *
 * - `public`: nothing.
 * - `session`: to be logged in; the handler opens units of work of its own,
 *   since it does what must not be done inside one, such as hashing.
 * - `account`: to be logged in; the work concerns the caller, not an organization.
 * - `member`: to belong to the active organization.
 * - `{ permission }`: to have been granted it there. Where it `accepts` a file, which
 *   comes as slowly as its client sends it, the handler opens units of its own.
 * - `{ of }`, with or without a permission: the same, in the organization that
 *   the path names by this parameter, whatever the request says besides.
 * - `superuser`: to be logged in to the admin pages, which is another login.
 * - `support`: the same, also while acting as somebody of the organization.
 * - `superuser_upload`: as `superuser`, with a form that brings a file.
 */
export type AccessRule =
  'public' | 'session' | 'account' | 'member' | PageRule | PermissionRule | PathRule

/** Whether a page is also for a superuser who acts as somebody, or brings a file. */
export type PageRule = 'superuser' | 'support' | 'superuser_upload'

export interface PermissionRule {
  readonly permission: string
  /** What its body is, when it is not JSON. */
  readonly accepts?: 'file'
  /** What its query string may say, where it changes something. */
  readonly parameters?: readonly string[]
}

export interface PathRule {
  readonly of: string
  readonly permission?: string
}

/** Whether a route's handler opens units of work of its own. */
export function ownsTransaction(accessRule: AccessRule): boolean {
  return accessRule === 'session' || acceptsFile(accessRule)
}

/** Whether a route's body is a file. */
export function acceptsFile(accessRule: AccessRule | null): boolean {
  if (typeof accessRule === 'object') return accessRule !== null && 'accepts' in accessRule
  return accessRule === 'superuser_upload'
}

/** Whether it is of the admin pages. */
export function isAdminRule(accessRule: AccessRule): accessRule is PageRule {
  return accessRule === 'superuser' || accessRule === 'support' || accessRule === 'superuser_upload'
}
