import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  form,
  nonNullText,
  optionalMoment,
  reference,
  requiredText,
} from '#core/resources/validation/fields'

const MAX_PERMISSIONS = 500
const MAX_OVERLAP_IN_HOURS = 30 * 24
const PERMISSION = /^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$/

const permissions = () =>
  vine
    .array(
      vine.string().use(form({ pattern: PERMISSION, what: 'a permission such as deals:read' }))
    )
    .minLength(1)
    .maxLength(MAX_PERMISSIONS)
    .distinct()
    .nullable()
    .optional()

export const createApiKeyValidator = strictObject(
  vine.object({
    name: requiredText(100),
    role_id: reference(),
    permissions: permissions(),
    expires_at: optionalMoment(),
  }),
  ['organization']
)

export const updateApiKeyValidator = strictObject(
  vine.object({
    name: nonNullText(100),
    role_id: reference().optional(),
    permissions: permissions(),
    expires_at: optionalMoment(),
  })
)

/** For how many hours the key's predecessor works on; not at all unless it is said. */
export const rotateApiKeyValidator = strictObject(
  vine.object({
    overlap_hours: vine.number({ strict: true }).min(0).max(MAX_OVERLAP_IN_HOURS).optional(),
  })
)
