import vine from '@vinejs/vine'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject } from '#core/resources/validation/strict_object'
import { nonNullText, requiredText } from '#core/resources/validation/fields'

const isActive = () => vine.boolean({ strict: true }).optional()

export const lostReasonWrites: InputSchemas = {
  create: strictObject(vine.object({ name: requiredText(255), is_active: isActive() }), [
    'organization',
  ]),
  update: strictObject(vine.object({ name: nonNullText(255), is_active: isActive() })),
}
