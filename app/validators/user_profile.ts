import vine from '@vinejs/vine'
import type { Writes } from '#resources/define_resource'
import { PROFILE_STATUSES, PROFILE_TYPES } from '#resources/user_profiles'
import { closed } from '#validators/closed'
import { reference } from '#validators/fields'

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
