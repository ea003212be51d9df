import type { Identity } from '#core/access/identity'
import { membershipSummariesOf } from '#core/access/membership_summary'
import { withMember } from '#core/http/answer'
import { type Detail, RecordQuery } from '#core/resources/query/record_query'
import users from '#plugins/identity/resources/users'
import type { Read } from '#core/database/read'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * The caller as they see themselves: their user, their profiles, and what they
 * are and may do in each of their organizations. In a unit of the system.
 */
export async function accountOf(caller: Identity): Promise<Read<Detail>> {
  const memberships = await membershipSummariesOf(caller.userId)
  const query = new RecordQuery(users, caller, UnitOfWork.get())
  return query.reload(caller.userId).map((detail) => withMember(detail, 'memberships', memberships))
}
