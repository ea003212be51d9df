import vine from '@vinejs/vine'
import { closed } from '#validators/closed'
import { reference } from '#validators/fields'

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
