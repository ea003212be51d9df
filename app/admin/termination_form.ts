import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { ensureCapability } from '#admin/capabilities'
import { bodyOf, formOf } from '#admin/form'
import { readRecord, recordPath } from '#admin/record'
import { refusedOf } from '#admin/record_form'
import { candidates } from '#admin/related'
import { type JsonObject, titleOf } from '#admin/values'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'
import userOrganizations from '#plugins/identity/resources/user_organizations'

/** What becomes of a login that the employee has. */
const MEMBERSHIP = 'deactivate_membership'

const PROPERTIES: Readonly<Record<string, JSONSchema7>> = {
  termination_date: { type: 'string', format: 'date' },
  reassign_to: { type: 'string' },
  [MEMBERSHIP]: { type: 'boolean' },
}

const LABELS: Readonly<Record<string, string>> = {
  termination_date: 'Last day',
  reassign_to: 'Open records go to',
  [MEMBERSHIP]: 'End their membership',
}

const HINTS: Readonly<Record<string, string>> = {
  termination_date: 'Today if it is left empty',
  reassign_to: 'They stay theirs if it is left empty',
  [MEMBERSHIP]: 'Yes: from then on they cannot log in to this organization',
}

/** What the form says. @throws 403 for who acts as a user and ends a membership */
export function terminationIn(ctx: HttpContext): Record<string, unknown> {
  const body = bodyOf({ properties: PROPERTIES }, fieldsOf(ctx.resource), ctx.request.body(), false)
  if (ctx.impersonation === null) return body
  if (body[MEMBERSHIP] === true) ensureCapability(ctx, userOrganizations, 'update')
  return { ...body, [MEMBERSHIP]: false }
}

/** The form by which the work of the employee whom the path names ends. */
export async function terminationForm(ctx: HttpContext) {
  const record = await readRecord(ctx)
  const name = titleOf(record)
  const isChoice = await hasLogin(record)
  const { [MEMBERSHIP]: choice, ...rest } = PROPERTIES
  const properties = isChoice && mayEnd(ctx) ? PROPERTIES : rest
  const blank = { termination_date: null, reassign_to: null, [MEMBERSHIP]: true }
  const inputs = formOf({ properties }, fieldsOf(ctx.resource), blank, refusedOf(ctx))
  const path = recordPath(ctx, String(record.id))
  return {
    title: `Terminate ${name}`,
    name,
    isStillLetIn: isChoice && !mayEnd(ctx),
    version: String(record.version ?? 1),
    action: `${path}/termination`,
    back: path,
    inputs: inputs.map((input) => ({
      ...input,
      label: LABELS[input.name] ?? input.label,
      hint: HINTS[input.name] ?? null,
      attributes: {
        ...input.attributes,
        'aria-describedby': input.wrong ? `wrong-${input.name}` : `hint-${input.name}`,
      },
    })),
    candidates: { reassign_to: (await candidates(ctx, ['employees'], '')).get('employees') ?? [] },
    resource: ctx.resource,
  }
}

/** Whether the employee is a user who gets in. */
async function hasLogin({ user_id: userId }: JsonObject): Promise<boolean> {
  const unit = UnitOfWork.get()
  const { rowCount } = await unit.query(
    'SELECT FROM user_organizations WHERE organization_id = $1 AND user_id = $2 AND is_active',
    [unit.organizationId, userId]
  )
  return rowCount === 1
}

/** Whether the person at the page may end memberships; nobody may in the name of another user. */
function mayEnd({ impersonation, identity }: HttpContext): boolean {
  return impersonation === null && identity.grants.allows(userOrganizations.permission('update'))
}

function fieldsOf({ fields }: Resource) {
  return { fields, relations: { successor: { table: 'employees', key: 'reassign_to' } } }
}
