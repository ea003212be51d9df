/** Under which the superusers' pages are. */
export const ADMIN = '/admin'

/** Of an organization and what belongs to it. */
export function organizationPath(slug: string, ...parts: string[]): string {
  return [ADMIN, 'organizations', slug, ...parts].join('/')
}

/** Of a page that a plugin brings. */
export function pluginPagePath(slug: string, plugin: string, page: string): string {
  return organizationPath(slug, 'plugins', plugin, 'pages', page)
}

/** Of an account. */
export function userPath(id: string): string {
  return `${ADMIN}/users/${id}`
}
