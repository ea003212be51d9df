import vine from '@vinejs/vine'
import type { InputSchemas } from '#core/resources/define_resource'
import { PROFILE_STATUSES, PROFILE_TYPES } from '#plugins/identity/resources/user_profiles'
import { strictObject } from '#core/resources/validation/strict_object'
import { reference } from '#core/resources/validation/fields'

const changeable = () => ({
  is_primary: vine.boolean({ strict: true }).optional(),
  status: vine.enum(PROFILE_STATUSES).optional(),
})

export const userProfileWrites: InputSchemas = {
  create: strictObject(
    vine.object({
      user_id: reference(),
      profile_type: vine.enum(PROFILE_TYPES),
      ...changeable(),
    }),
    ['organization']
  ),
  update: strictObject(vine.object(changeable())),
}
