import { Identity } from '#core/access/identity'
import type { MembershipRole } from '#core/access/grants'
import type { HeldRole, Subject } from '#core/access/access_explanation'
import { UnitOfWork } from '#core/database/unit_of_work'

interface SubjectRow {
  readonly organization_id: string
  readonly role: MembershipRole
  readonly is_active_user: boolean
  readonly is_active_member: boolean
  readonly employee_id: string | null
  readonly system_roles: readonly string[]
  readonly grants: readonly string[]
  /** All of their roles, also those that are out of use and so grant nothing. */
  readonly roles: readonly HeldRole[]
}

/**
 * A user of the active organization with all that decides what they may do,
 * also what is out of use. @returns null when they do not belong to it
 */
export async function explainSubject(userId: string): Promise<Subject | null> {
  const { rows } = await UnitOfWork.get().query<SubjectRow>(
    `SELECT m.organization_id, m.role, m.is_active AS is_active_member, u.is_active AS is_active_user,
            held.employee_id, held.system_roles, held.grants,
            coalesce((
              SELECT json_agg(json_build_object(
                'id', r.id, 'name', r.name, 'slug', r.slug, 'system_key', r.system_key,
                'is_active', ur.is_active AND r.is_active,
                'grants', ARRAY(SELECT p.permission || '/' || p.reach FROM role_permissions p
                                WHERE p.organization_id = r.organization_id AND p.role_id = r.id)
              ) ORDER BY r.name COLLATE alphabetical)
              FROM user_roles ur
              JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
              WHERE ur.organization_id = m.organization_id AND ur.user_id = m.user_id), '[]') AS roles
     FROM user_organizations m JOIN users u ON u.id = m.user_id
     CROSS JOIN held_grants(m.organization_id, m.user_id) held
     WHERE m.organization_id = app_organization() AND m.user_id = $1`,
    [userId]
  )
  const [row] = rows
  if (!row) return null
  const { role, roles } = row
  const { is_active_user: isActiveUser, is_active_member: isActiveMember } = row
  return { identity: identityOf(userId, row), role, roles, isActiveUser, isActiveMember }
}

/** The very identity that a request of theirs would have, if they were let in. */
function identityOf(userId: string, row: SubjectRow): Identity {
  return new Identity({
    user_id: userId,
    session_id: '',
    organization_id: row.organization_id,
    role: row.role,
    employee_id: row.employee_id,
    system_roles: row.system_roles,
    grants: row.grants,
    choices: null,
    plugins_version: null,
  })
}
