import type { HttpContext } from '@adonisjs/core/http'
import { UnitOfWork, forOrganization, asActor } from '#core/database/unit_of_work'

/** What a request did, or was refused, without writing a record. */
export interface RequestEvent {
  /** As permissions name it: `customers:export`. */
  readonly action: string
  readonly recordId?: string | null
  readonly outcome?: 'done' | 'refused'
  /** Nothing that a reader of the log may not see: no values of records. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** The id under which the audit log knows a request. */
export function requestIdOf({ request }: HttpContext): string {
  return request.id() ?? ''
}

/**
 * Writes an event of the request's organization in a unit of work of its own:
 * requests that write nothing have a read-only unit, and refused ones none that
 * lasts. The caller must have been let into an organization.
 */
export async function recordRequestEvent(
  ctx: HttpContext,
  { action, recordId = null, outcome = 'done', details = {} }: RequestEvent
): Promise<void> {
  const [resource] = action.split(':')
  await inCallerUnit(ctx, (unit) =>
    unit.query('SELECT record_event($1, $2, $3, $4, $5)', [
      action,
      resource,
      recordId,
      outcome,
      details,
    ])
  )
}

/** Who acts as the caller, if a user does. */
export function impersonatorOf(ctx: HttpContext): string | null {
  return 'impersonation' in ctx && ctx.impersonation ? ctx.superuser.id : null
}

/**
 * Runs work in a unit of the request's caller and organization, besides the one
 * in which they were let in: for requests whose own unit writes nothing, or has
 * ended already.
 *
 * @throws when the caller has not been let into an organization
 */
async function inCallerUnit<T>(
  ctx: HttpContext,
  work: (unit: UnitOfWork) => Promise<T>
): Promise<T> {
  const { userId, keyId, organizationId } = ctx.identity
  if (organizationId === null) throw new Error('The caller works for no organization')
  const transactionOptions = asActor(forOrganization(organizationId), {
    actorId: userId,
    requestId: requestIdOf(ctx),
    apiKeyId: keyId,
    impersonatorId: impersonatorOf(ctx),
  })
  return UnitOfWork.run(transactionOptions, work)
}
