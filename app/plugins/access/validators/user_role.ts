import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'
import { reference } from '#core/resources/validation/fields'

export const userRoleWrites = {
  create: strictObject(
    vine.object({
      user_id: reference(),
      role_id: reference(),
      is_active: vine.boolean({ strict: true }).optional(),
    }),
    ['organization']
  ),
  update: strictObject(vine.object({ is_active: vine.boolean({ strict: true }).optional() })),
}
