import vine from '@vinejs/vine'
import { closed } from '#core/resources/validation/closed'
import { reference } from '#core/resources/validation/fields'

export const userRoleWrites = {
  create: closed(
    vine.object({
      user_id: reference(),
      role_id: reference(),
      is_active: vine.boolean({ strict: true }).optional(),
    }),
    ['organization']
  ),
  update: closed(vine.object({ is_active: vine.boolean({ strict: true }).optional() })),
}
