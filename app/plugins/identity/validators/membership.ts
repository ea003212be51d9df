import vine from '@vinejs/vine'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { strictObject } from '#core/resources/validation/strict_object'
import { requiredEmail, requiredText } from '#core/resources/validation/fields'

const place = () => vine.enum(MEMBERSHIP_ROLES)

/** `{ role?, is_primary? }` */
export const updateMembershipValidator = strictObject(
  vine.object({
    role: place().optional(),
    is_primary: vine.boolean({ strict: true }).optional(),
  })
)

/** Who is to belong where, and as what, as a form says it. */
export const createMembershipValidator = strictObject(
  vine.object({ email: requiredEmail(), organization: requiredText(255), role: place() }),
  ['_csrf']
)

/** As what a member belongs to an organization from now on, and whether they get in, where that was changed. */
export const membershipFormValidator = strictObject(
  vine.object({ role: place().optional(), is_active: vine.boolean({ strict: true }).optional() })
)
