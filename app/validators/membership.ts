import vine from '@vinejs/vine'
import { MEMBERSHIP_ROLES } from '#resources/user_organizations'
import { closed } from '#validators/closed'

/** `{ role?, is_primary? }` */
export const readMembershipChange = closed(
  vine.object({
    role: vine.enum(MEMBERSHIP_ROLES).optional(),
    is_primary: vine.boolean({ strict: true }).optional(),
  })
)
