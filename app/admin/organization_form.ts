import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import { bodyOf, formOf } from '#admin/form'
import { meanwhileIn } from '#admin/meanwhile'
import { ADMIN, organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import type { JsonObject } from '#admin/values'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { RecordQuery } from '#core/resources/query/record_query'
import organizations from '#plugins/identity/resources/organizations'
import { UnitOfWork } from '#core/database/unit_of_work'
import {
  createAdminOrganizationValidator,
  updateAdminOrganizationValidator,
} from '#plugins/identity/validators/organization'

/* Any of its rows that the unit lets through, and not only those of which a user is a member. */
const adminOrganizations = { ...organizations, baseScope: () => 'true' }

const HINTS: Readonly<Record<string, string>> = {
  owner_email:
    'If no account has this address, one is created, and a mail is sent to set its password',
  brand_color: 'Such as #1a73e8',
  locale: 'Such as de-AT',
  fiscal_year_start_month: '1 to 12',
  event_keep_days: '1 to 90: for how long clients can read what happened',
}

/** The form of the page's organization. */
export async function organizationForm(ctx: HttpContext) {
  const { id, slug } = adminOrganizationOf(ctx)
  const query = new RecordQuery(adminOrganizations, ctx.identity, UnitOfWork.get())
  const { body } = await UnitOfWork.get().read(query.detail(id, adminOrganizations.detail))
  const record: JsonObject = JSON.parse(body)
  const schema = withChoices(updateAdminOrganizationValidator.describe(), record)
  const path = organizationPath(slug)
  const inputs = formOf(schema, adminOrganizations, record, refusedOf(ctx))
  return {
    version: String(record.version),
    action: path,
    back: path,
    meanwhile: await meanwhileIn(ctx, { record: id }, inputs),
    inputs: withHints(inputs),
  }
}

/** The form of a new organization. */
export function newOrganizationForm(ctx: HttpContext) {
  const path = `${ADMIN}/organizations`
  const schema = withChoices(createAdminOrganizationValidator.describe(), {})
  const inputs = formOf(schema, adminOrganizations, null, refusedOf(ctx))
  return { version: null, action: path, back: path, inputs: withHints(inputs) }
}

/** @throws 422 naming what is wrong */
export async function readNewOrganization({ request }: HttpContext) {
  const schema = createAdminOrganizationValidator.describe()
  return createAdminOrganizationValidator.validate(
    bodyOf(schema, adminOrganizations, request.body(), true)
  )
}

/** @throws 422 naming what is wrong */
export async function readOrganizationChange({ request }: HttpContext) {
  const schema = updateAdminOrganizationValidator.describe()
  return updateAdminOrganizationValidator.validate(
    bodyOf(schema, adminOrganizations, request.body(), false)
  )
}

/** Where there are many values to know and few to choose from, they are chosen. */
function withChoices({ properties = {}, ...schema }: JSONSchema7, record: JsonObject): JSONSchema7 {
  const among = (name: string, known: readonly string[]): JSONSchema7 => {
    const current = record[name]
    const values = typeof current === 'string' ? [current, ...known] : known
    return { enum: [...new Set(values)] }
  }
  return {
    ...schema,
    properties: {
      ...properties,
      time_zone: among('time_zone', ['UTC', ...Intl.supportedValuesOf('timeZone')]),
      currency: among('currency', Intl.supportedValuesOf('currency')),
    },
  }
}

function withHints(inputs: ReturnType<typeof formOf>) {
  return inputs.map((input) => ({ ...input, hint: HINTS[input.name] ?? input.hint }))
}
