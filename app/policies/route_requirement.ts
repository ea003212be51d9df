import type { RouteJSON } from '@adonisjs/core/types/http'
import type { Requirement } from '#middleware/access_middleware'

/** What a route asks of its caller, or null when it does not say. */
export function requirementOf(route: Pick<RouteJSON, 'middleware'>): Requirement | null {
  for (const entry of route.middleware.all()) {
    if ('name' in entry && entry.name === 'access' && 'args' in entry)
      return readRequirement(entry.args)
  }
  return null
}

function readRequirement(args: unknown): Requirement | null {
  if (args === 'public' || args === 'account' || args === 'member') return args
  if (typeof args !== 'object' || args === null || !('permission' in args)) return null
  return typeof args.permission === 'string' ? { permission: args.permission } : null
}

/** The requirement in a word: `public`, `account`, `member` or the permission. */
export function requirementName(requirement: Requirement): string {
  return typeof requirement === 'string' ? requirement : requirement.permission
}
