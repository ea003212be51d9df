import { Identity, type IdentityRow, type KeyIdentityRow } from '#core/access/identity'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Who ordered something that is done when they may be gone: a user, perhaps
 * through a key, or a superuser on the admin pages.
 */
export interface Initiator {
  readonly userId: string
  readonly keyId: string | null
  readonly isSuperuser?: boolean
}

/** On whose behalf something is done, now or later; null for the system itself. */
export type Cause = Initiator | null

/** A member with what they hold at this moment, by their membership `m`, which must be good. */
const MEMBER = `
  SELECT m.user_id, m.organization_id, m.role,
    held.employee_id, held.system_roles, held.grants, o.plugins_version
  FROM user_organizations m
  JOIN organizations o ON o.id = m.organization_id AND o.is_active
  JOIN users u ON u.id = m.user_id AND u.is_active
  CROSS JOIN held_grants(m.organization_id, m.user_id) held
  WHERE m.organization_id = app_organization() AND m.user_id = $1 AND m.is_active`

/** A key with what its role holds. */
const KEY = `
  SELECT k.id AS key_id, r.system_key AS key_system_role,
    ARRAY(SELECT p.permission || '/' || p.reach FROM role_permissions p
          WHERE p.organization_id = r.organization_id AND p.role_id = r.id
            AND r.is_active) AS key_grants,
    k.permissions AS key_permissions
  FROM api_keys k
  JOIN roles r ON r.organization_id = k.organization_id AND r.id = k.role_id
  WHERE k.organization_id = app_organization() AND k.id = $2 AND k.sponsor_id = $1
    AND k.revoked_at IS NULL AND k.deleted_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())`

/** A superuser, who may do in an organization what its owner may, while they are one. */
const SUPERUSER = `
  SELECT $1::uuid AS user_id, o.id AS organization_id, 'owner' AS role, NULL::uuid AS employee_id,
    '{}'::text[] AS system_roles, '{}'::text[] AS grants, o.plugins_version
  FROM organizations o WHERE o.id = app_organization() AND imports_as_superuser($1)`

/**
 * Who ordered the work of this unit, as they stand in its organization at this
 * moment, so that what is taken from them is gone from it too; null when they, or
 * the key that they ordered it with, may do nothing here any more.
 */
export async function jobIdentity({
  userId,
  keyId,
  isSuperuser = false,
}: Initiator): Promise<Identity | null> {
  const unit = UnitOfWork.get()
  if (keyId !== null) {
    const { rows } = await unit.query<KeyIdentityRow & Record<string, unknown>>(
      `SELECT member.*, key.* FROM (${MEMBER}) member, (${KEY}) key`,
      [userId, keyId]
    )
    return rows[0] ? new Identity(rows[0]) : null
  }
  const { rows } = await unit.query<IdentityRow & Record<string, unknown>>(
    `SELECT member.*, '' AS session_id, NULL::json AS choices FROM (${isSuperuser ? SUPERUSER : MEMBER}) member`,
    [userId]
  )
  return rows[0] ? new Identity(rows[0]) : null
}
