import vine from '@vinejs/vine'
import type { Writes } from '#core/resources/define_resource'
import { PROFILE_STATUSES, PROFILE_TYPES } from '#plugins/identity/resources/user_profiles'
import { closed } from '#core/resources/validation/closed'
import { reference } from '#core/resources/validation/fields'

const changeable = () => ({
  is_primary: vine.boolean({ strict: true }).optional(),
  status: vine.enum(PROFILE_STATUSES).optional(),
})

export const userProfileWrites: Writes = {
  create: closed(
    vine.object({
      user_id: reference(),
      profile_type: vine.enum(PROFILE_TYPES),
      ...changeable(),
    }),
    ['organization']
  ),
  update: closed(vine.object(changeable())),
}
