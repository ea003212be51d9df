import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { recordRequestEvent } from '#core/audit/request_event'
import type { Problem } from '#core/http/exceptions/problem'
import { requirementOf } from '#core/access/route_requirement'
import { UUID } from '#core/resources/uuid'

const VERBS: Readonly<Record<string, string>> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'create',
  DELETE: 'delete',
}

/**
 * Writes into the audit log who was refused what for lack of a permission: once
 * for each request, after what it began is undone, and only of people who
 * belong to the organization. A failure to do so changes no answer.
 */
export default class RefusalsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await next()
    if (!ctx.refusal || !concernsOrganization(ctx)) return
    const { request, params, logger } = ctx
    try {
      await recordRequestEvent(ctx, {
        action: refusedAction(ctx, ctx.refusal),
        recordId: UUID.test(params.id) ? params.id : null,
        outcome: 'refused',
        details: { method: request.method(), path: request.url() },
      })
    } catch (error) {
      logger.error({ err: error }, 'a refusal could not be written down')
    }
  }
}

function concernsOrganization({ identity, route }: HttpContext): boolean {
  const requirement = route && requirementOf(route)
  return (
    Boolean(identity?.organizationId) &&
    (requirement === 'member' || typeof requirement === 'object')
  )
}

/** The permission that was asked for, or what the request tried to do to its resource. */
function refusedAction({ route, resource, request }: HttpContext, { extra }: Problem): string {
  if (typeof extra.permission === 'string') return extra.permission
  const requirement = route && requirementOf(route)
  if (typeof requirement === 'object' && requirement?.permission) return requirement.permission
  return resource.permission(VERBS[request.method()] ?? 'update')
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** That the caller was refused something for lack of a permission. */
    refusal?: Problem
  }
}
