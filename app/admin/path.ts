/** Under which the superusers' pages are. */
export const ADMIN = '/admin'

/** Whether a path is a page's, for people, and not the API's, for programs. */
export function isPage(path: string): boolean {
  return path === ADMIN || path.startsWith(`${ADMIN}/`)
}

/** Of an organization and what belongs to it. */
export function organizationPath(slug: string, ...parts: string[]): string {
  return [ADMIN, 'organizations', slug, ...parts].join('/')
}

/** Of an account. */
export function userPath(id: string): string {
  return `${ADMIN}/users/${id}`
}
