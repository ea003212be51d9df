import type { HttpContext } from '@adonisjs/core/http'
import { recordRequestEvent } from '#core/audit/request_event'
import type { Problem } from '#core/http/exceptions/problem'
import { isOfOrganization } from '#core/access/access_rule'
import { accessRuleOf } from '#core/access/route_access_rule'
import { RELATED_ID } from '#core/resources/define_resource'
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
export async function auditDenial(ctx: HttpContext, denial: Problem): Promise<void> {
  if (!concernsOrganization(ctx)) return
  const { request, params, logger } = ctx
  const id: unknown = params[RELATED_ID] ?? params.id
  try {
    await recordRequestEvent(ctx, {
      action: deniedAction(ctx, denial),
      recordId: typeof id === 'string' && UUID.test(id) ? id : null,
      outcome: 'refused',
      details: { method: request.method(), path: request.url() },
    })
  } catch (error) {
    logger.error({ err: error }, 'a refusal could not be written down')
  }
}

function concernsOrganization({ identity, route }: HttpContext): boolean {
  const accessRule = route && accessRuleOf(route)
  return Boolean(identity?.organizationId && accessRule && isOfOrganization(accessRule))
}

/** The permission that was asked for, or what the request tried to do to its resource. */
function deniedAction({ route, resource, request }: HttpContext, { extra }: Problem): string {
  if (typeof extra.permission === 'string') return extra.permission
  const accessRule = route && accessRuleOf(route)
  if (typeof accessRule === 'object' && accessRule?.permission) return accessRule.permission
  return resource.permission(VERBS[request.method()] ?? 'update')
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** That the caller was refused something for lack of a permission. */
    denial?: Problem
  }
}
