import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { bodyOf, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { notFound } from '#core/http/exceptions/problem'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { UnitOfWork } from '#core/database/unit_of_work'

interface MemberRow extends Record<string, unknown> {
  readonly user_id: string
  readonly name: string
  readonly role: string
  readonly is_active: boolean
  readonly version: number
  readonly roles: readonly { readonly id: string; readonly name: string }[]
}

const SCHEMA: JSONSchema7 = {
  properties: { role: { enum: [...MEMBERSHIP_ROLES] }, is_active: { type: 'boolean' } },
}
const LABELS: Readonly<Record<string, string>> = { role: 'Place', is_active: 'Gets in' }
const KNOWN = { relations: {}, fields: {} }

/** What the form of a membership changes. @throws 422 where of two values none was chosen */
export function membershipChange({ request }: HttpContext): Record<string, unknown> {
  return bodyOf(SCHEMA, KNOWN, request.body(), false)
}

/** A member of the unit's organization with a form. @throws 404 when there is none */
export async function membershipPage(ctx: HttpContext) {
  const id: string = ctx.params.id
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<MemberRow>(
    `SELECT m.user_id, m.role, m.is_active, m.version,
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username, u.email) AS name,
            (SELECT coalesce(json_agg(json_build_object('id', held.id, 'name', r.name,
                      'is_active', held.is_active) ORDER BY r.name COLLATE alphabetical), '[]')
             FROM user_roles held
             JOIN roles r ON r.organization_id = held.organization_id AND r.id = held.role_id
             WHERE held.organization_id = m.organization_id AND held.user_id = m.user_id) AS roles
     FROM user_organizations m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1 AND m.id = $2`,
    [unit.organizationId, id]
  )
  const [member] = rows
  if (!member) throw notFound('membership')
  const { role, is_active: active, version } = member
  const inputs = formOf(SCHEMA, KNOWN, { role, is_active: active }, refusedOf(ctx)).map(
    (input) => ({
      ...input,
      label: LABELS[input.name] ?? input.label,
    })
  )
  const home = organizationPath(adminOrganizationOf(ctx).slug)
  return {
    member,
    inputs,
    version: String(version),
    action: organizationPath(adminOrganizationOf(ctx).slug, 'members', id),
    back: home,
    meanwhile: await meanwhileIn(ctx, { record: id }, inputs),
  }
}
