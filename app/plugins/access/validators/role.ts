import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { invalid } from '#core/http/exceptions/problem'
import { REACHES } from '#core/access/grants'
import { strictObject, transform } from '#core/resources/validation/strict_object'
import { form, optionalText, reference, requiredText } from '#core/resources/validation/fields'

interface Named {
  permission_ids?: string[] | undefined
  permissions?: string[] | undefined
}

const MAX_GRANTS = 1000
const PERMISSION = /^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$/
const GRANT = /^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*(\/(own|all))?$/

/** What `grantText` makes a text of. */
const GRANT_OBJECT: JSONSchema7 = {
  type: 'object',
  properties: {
    permission: { type: 'string', pattern: PERMISSION.source },
    reach: { type: 'string', enum: [...REACHES] },
  },
  required: ['permission'],
  additionalProperties: false,
}

const orObject = vine.createRule(() => {}, {
  toJSONSchema: (schema) => {
    schema.anyOf = [{ type: 'string', pattern: GRANT.source }, GRANT_OBJECT]
    delete schema.type
    delete schema.pattern
  },
})

const grants = () => ({
  permission_ids: vine.array(reference()).maxLength(MAX_GRANTS).optional(),
  permissions: vine
    .array(
      vine
        .string()
        .parse(grantText)
        .use(form({ pattern: GRANT, what: 'a permission such as deals:read or deals:read/own' }))
        .use(orObject())
    )
    .maxLength(MAX_GRANTS)
    .optional(),
})

const details = () => ({
  description: optionalText(1000),
  is_active: vine.boolean({ strict: true }).optional(),
})

/** A new role: what it is, and the permissions that it names. */
export const createRoleValidator = transform(
  strictObject(vine.object({ name: requiredText(100), ...details(), ...grants() }), [
    'organization',
  ]),
  apart
)

/** As `createRoleValidator`, for a role that there is. */
export const updateRoleValidator = transform(
  strictObject(vine.object({ name: requiredText(100).optional(), ...details(), ...grants() })),
  apart
)

/** One permission, by id or name, and how far it reaches; for all records by default. */
export const grantValidator = transform(
  strictObject(
    vine.object({
      permission_id: reference().optional(),
      permission: vine
        .string()
        .use(form({ pattern: PERMISSION, what: 'a permission such as deals:read' }))
        .optional(),
      reach: vine.enum(REACHES).optional(),
    })
  ),
  ({ permission_id: id, permission, reach = 'all' }) => {
    if (id !== undefined) return { permission_ids: [id], reach }
    if (permission !== undefined) return { permissions: [permission], reach }
    throw invalid([
      {
        field: 'permission_id',
        rule: 'required',
        message: 'The permission_id field must be defined',
      },
    ])
  }
)

/** Divides a role's columns from the permissions that it names. */
function apart<Input extends Named>(input: Input) {
  const { permission_ids: ids, permissions, ...columns } = input
  return [columns, { permission_ids: ids, permissions }] as const
}

/**
 * A grant is `"deals:read"`, or `{ "permission", "reach" }` with nothing else in
 * it. Anything else is refused for not being a text.
 */
function grantText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('permission' in value)) return value
  if (!Object.keys(value).every((key) => key === 'permission' || key === 'reach')) return value
  return `${String(value.permission)}/${'reach' in value ? String(value.reach) : 'all'}`
}
