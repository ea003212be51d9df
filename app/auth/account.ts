import type { Identity } from '#auth/identity'
import { standingsOf } from '#auth/standing'
import { withMember } from '#query/answer'
import { type Detail, RecordQuery } from '#query/record_query'
import users from '#resources/users'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * The caller himself as he sees himself: his user, his profiles, and what he is
 * and may do in each of his organizations. In a unit of the system.
 *
 * @param isLast whether the unit ends with it, or goes on
 */
export async function accountOf(caller: Identity, isLast = true): Promise<Detail> {
  const memberships = await standingsOf(caller.userId)
  const query = new RecordQuery(users, caller, UnitOfWork.get(), isLast)
  return withMember(await query.written(caller.userId), 'memberships', memberships)
}
