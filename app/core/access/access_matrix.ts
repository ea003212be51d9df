import { Grants } from '#core/access/grants'
import type { AccessRule } from '#core/access/access_rule'
import { accessRuleName } from '#core/access/route_access_rule'
import { systemRoles } from '#core/access/system_roles'

/** A route with one method, and what it asks of its caller. */
export interface MatrixRoute {
  readonly method: string
  readonly pattern: string
  readonly accessRule: AccessRule | null
}

const INTRODUCTION = `# Who may use which path

Made by \`node ace routes:permissions --matrix\` from the routes and the built-in roles; do not edit it. Owner and admin are
what they are by their place in the organization, the others are members with one built-in role, or with none. A role may
reach no further than the member's own records, and some paths ask more of what they are about: each noun's page says so.`

/** Owners and admins by their place, members by their built-in role. */
function callers(): readonly (readonly [string, Grants])[] {
  return [
    ['owner', new Grants('owner')],
    ['admin', new Grants('admin')],
    ...systemRoles
      .filter(({ key }) => key !== 'admin')
      .map(({ key }) => [key, new Grants('member', [key])] as const),
    ['no role', new Grants('member')],
  ]
}

/** Every path with who may use it, as a page of the documentation. */
export function accessMatrix(routes: readonly MatrixRoute[]): string {
  const columns = callers()
  const head = ['path', 'method', 'asks for', ...columns.map(([name]) => name)]
  const rows = routes
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)))
    .map(({ method, pattern, accessRule }) => [
      `\`${pattern}\``,
      method,
      accessRule === null ? 'nobody' : accessRuleName(accessRule),
      ...columns.map(([, grants]) => (mayUse(grants, accessRule) ? '✓' : '')),
    ])
  return `${INTRODUCTION}\n\n${table(head, rows)}\n`
}

function mayUse(grants: Grants, accessRule: AccessRule | null): boolean {
  if (accessRule === null) return false
  const permission = typeof accessRule === 'object' ? accessRule.permission : undefined
  return permission === undefined || grants.allows(permission)
}

function keyOf({ method, pattern }: MatrixRoute): string {
  return `${pattern} ${method}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** Not padded: a new path is one new line, and merges as one. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
