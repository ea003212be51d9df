import vine from '@vinejs/vine'
import { MEMBERSHIP_ROLES } from '#resources/user_organizations'
import { closed } from '#validators/closed'
import { requiredEmail, requiredText } from '#validators/fields'

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
