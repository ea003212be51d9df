import vine from '@vinejs/vine'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject } from '#core/resources/validation/strict_object'
import { form, optionalText } from '#core/resources/validation/fields'

const word = (maxLength: number) =>
  vine
    .string()
    .trim()
    .maxLength(maxLength)
    .use(form({ pattern: /^[a-z][a-z0-9-]*$/, what: 'lower-case letters, digits and hyphens' }))

export const permissionWrites: InputSchemas = {
  create: strictObject(
    vine.object({ resource: word(100), action: word(50), description: optionalText(1000) }),
    ['organization']
  ),
  update: strictObject(vine.object({})),
}
