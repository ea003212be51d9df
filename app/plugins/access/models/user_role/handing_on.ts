import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Principal } from '#core/access/principal'
import UserRole from '#plugins/access/models/user_role'
import UserRolePolicy from '#plugins/access/policies/user_role_policy'

/**
 * No one assigns, or takes back into use, what they do not hold themselves.
 *
 * @param change by the names of columns
 * @param record null when it is being made
 * @throws 403 naming what the caller lacks, 422 when there is no such role
 */
export async function authorizeHandingOn(
  { bouncer }: Principal,
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): Promise<void> {
  const roleId = handedOn(change, record)
  if (roleId === null) return
  const role = await UserRole.roleOf({ roleId })
  await bouncer.with(UserRolePolicy).authorize('assign', role)
}

function handedOn(
  change: Readonly<Record<string, unknown>>,
  record: LucidRow | null
): string | null {
  if (record === null) return String(change.role_id)
  if (!(record instanceof UserRole)) throw new Error('This is no assignment of a role')
  return change.is_active === true && !record.isActive ? record.roleId : null
}
