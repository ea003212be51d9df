import vine from '@vinejs/vine'
import type { Writes } from '#core/resources/define_resource'
import { closed } from '#core/resources/validation/closed'
import { form, optionalText } from '#core/resources/validation/fields'

const word = (longest: number) =>
  vine
    .string()
    .trim()
    .maxLength(longest)
    .use(form({ pattern: /^[a-z][a-z0-9-]*$/, what: 'lower-case letters, digits and hyphens' }))

export const permissionWrites: Writes = {
  create: closed(
    vine.object({ resource: word(100), action: word(50), description: optionalText(1000) }),
    ['organization']
  ),
  update: closed(vine.object({})),
}
