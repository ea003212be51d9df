import type { RouteJSON } from '@adonisjs/core/types/http'
import { type AccessRule, isPublicRule } from '#core/access/access_rule'

/** What a route asks of its caller, or null when it does not say. */
export function accessRuleOf(route: Pick<RouteJSON, 'middleware'>): AccessRule | null {
  for (const entry of route.middleware.all()) {
    if ('name' in entry && entry.name === 'access' && 'args' in entry)
      return readAccessRule(entry.args)
  }
  return null
}

const WORDS = [
  'public',
  'public_webhook',
  'public_upload',
  'session',
  'account',
  'member',
  'member_upload',
  'member_or_key',
  'superuser',
  'support',
  'superuser_upload',
  'superuser_apart',
] as const

function readAccessRule(args: unknown): AccessRule | null {
  if (typeof args === 'string') return WORDS.find((word) => word === args) ?? null
  if (typeof args !== 'object' || args === null) return null
  const permission = textOf(args, 'permission')
  const of = textOf(args, 'of')
  const file = textOf(args, 'accepts') === 'file' ? ({ accepts: 'file' } as const) : {}
  if (of) return { of, ...(permission && { permission }), ...file }
  if (!permission) return null
  if (textOf(args, 'unit') === 'none') return { permission, unit: 'none' }
  return { permission, ...file }
}

function textOf(args: object, key: string): string | undefined {
  const value: unknown = Object.entries(args).find(([name]) => name === key)?.[1]
  return typeof value === 'string' ? value : undefined
}

/** The requirement in a word, such as `public` or `superuser`, or the permission. */
export function accessRuleName(accessRule: AccessRule): string {
  if (isPublicRule(accessRule)) return 'public'
  if (accessRule === 'member_upload') return 'member'
  return typeof accessRule === 'string' ? accessRule : (accessRule.permission ?? 'member')
}
