import { notFound } from '#exceptions/problem'
import { MEMBERSHIP_ROLES } from '#resources/user_organizations'
import { UnitOfWork } from '#tenancy/unit_of_work'

interface MemberRow extends Record<string, unknown> {
  readonly user_id: string
  readonly name: string
  readonly role: string
  readonly is_active: boolean
  readonly version: number
  readonly roles: readonly { readonly id: string; readonly name: string }[]
}

/** A member of the unit's organization, and what he may be there. @throws 404 when there is none */
export async function membershipPage(id: string) {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<MemberRow>(
    `SELECT m.user_id, m.role, m.is_active, m.version,
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email) AS name,
            (SELECT coalesce(json_agg(json_build_object('id', held.id, 'name', r.name,
                      'is_active', held.is_active) ORDER BY r.name), '[]')
             FROM user_roles held
             JOIN roles r ON r.organization_id = held.organization_id AND r.id = held.role_id
             WHERE held.organization_id = m.organization_id AND held.user_id = m.user_id) AS roles
     FROM user_organizations m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND m.id = $2`,
    [unit.organizationId, id]
  )
  const [member] = rows
  if (!member) throw notFound('membership')
  return { member, places: MEMBERSHIP_ROLES }
}
