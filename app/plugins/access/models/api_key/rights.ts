import { invalid } from '#core/http/exceptions/problem'
import Permission from '#plugins/access/models/permission'
import UserRole from '#plugins/access/models/user_role'
import { isForPeople } from '#core/access/api_key_grants'
import type { Principal } from '#core/access/principal'
import ApiKeyPolicy from '#plugins/access/policies/api_key_policy'

/**
 * That a key may act within a role, narrowed to some of its permissions, when
 * the caller is the one who says so.
 *
 * @throws 403 when it could do more than the caller can, 422 when there is no such role
 * or the role does not grant what the key is narrowed to
 */
export async function authorizeKeyRights(
  { bouncer }: Pick<Principal, 'bouncer'>,
  roleId: string,
  permissions: readonly string[] | null
): Promise<void> {
  const role = await UserRole.roleOf({ roleId })
  const grants = (await role.grants()).filter(({ permission }) => !isForPeople(permission))
  const policy = bouncer.with(ApiKeyPolicy)
  if (permissions === null) return policy.authorize('sponsor', grants)

  await Permission.ensureNames(permissions, 'permissions')
  const granted = grants.filter(({ permission }) => permissions.includes(permission))
  if (granted.length < permissions.length) {
    const message = 'The permissions field names what the role does not grant to a key'
    throw invalid([{ field: 'permissions', rule: 'granted', message }])
  }
  await policy.authorize('sponsor', granted)
}
