import type { HttpContext } from '@adonisjs/core/http'
import { impersonatorOf, requestIdOf } from '#core/audit/request_event'
import { UnitOfWork, forOrganization, asActor } from '#core/database/unit_of_work'

/**
 * Runs work in a unit of the request's caller and organization, besides the one
 * in which they were let in: for requests whose own unit writes nothing, or has
 * ended already.
 *
 * @throws when the caller has not been let into an organization
 */
export async function inCallerUnit<T>(
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
  return UnitOfWork.run(transactionOptions, async (unit) => {
    unit.actorId = userId
    return work(unit)
  })
}
