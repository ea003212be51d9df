import vine from '@vinejs/vine'
import type { Writes } from '#core/resources/define_resource'
import { closed } from '#core/resources/validation/closed'
import { nonNullText, requiredText } from '#core/resources/validation/fields'

const isActive = () => vine.boolean({ strict: true }).optional()

export const lostReasonWrites: Writes = {
  create: closed(vine.object({ name: requiredText(255), is_active: isActive() }), ['organization']),
  update: closed(vine.object({ name: nonNullText(255), is_active: isActive() })),
}
