import vine from '@vinejs/vine'
import type { Writes } from '#resources/define_resource'
import { closed } from '#validators/closed'
import { keptText, requiredText } from '#validators/fields'

const isActive = () => vine.boolean({ strict: true }).optional()

export const lostReasonWrites: Writes = {
  create: closed(vine.object({ name: requiredText(255), is_active: isActive() }), ['organization']),
  update: closed(vine.object({ name: keptText(255), is_active: isActive() })),
}
