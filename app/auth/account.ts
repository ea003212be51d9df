import type { Identity } from '#auth/identity'
import { standingsOf } from '#auth/standing'
import { withMember } from '#query/answer'
import { type Detail, RecordQuery } from '#query/record_query'
import users from '#resources/users'
import type { Read } from '#tenancy/read'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * The caller himself as he sees himself: his user, his profiles, and what he is
 * and may do in each of his organizations. In a unit of the system.
 */
export async function accountOf(caller: Identity): Promise<Read<Detail>> {
  const memberships = await standingsOf(caller.userId)
  const query = new RecordQuery(users, caller, UnitOfWork.get())
  return query
    .written(caller.userId)
    .map((detail) => withMember(detail, 'memberships', memberships))
}
