import vine from '@vinejs/vine'
import { MEMBERSHIP_ROLES } from '#plugins/identity/resources/user_organizations'
import { closed } from '#core/resources/validation/closed'
import { requiredEmail, requiredText } from '#core/resources/validation/fields'

const place = () => vine.enum(MEMBERSHIP_ROLES)

/** `{ role?, is_primary? }` */
export const readMembershipChange = closed(
  vine.object({
    role: place().optional(),
    is_primary: vine.boolean({ strict: true }).optional(),
  })
)

/** Who is to belong where, and as what, as a form says it. */
export const readNewMembership = closed(
  vine.object({ email: requiredEmail(), organization: requiredText(255), role: place() }),
  ['_csrf']
)

/** As what a member belongs to an organization from now on, and whether they get in, where that was changed. */
export const readMembershipForm = closed(
  vine.object({ role: place().optional(), is_active: vine.boolean({ strict: true }).optional() })
)
