import vine from '@vinejs/vine'
import { form } from '#core/resources/validation/fields'

/** What permissions are made of: `loyalty-entries`, `read`. */
export const word = (maxLength: number) =>
  vine
    .string()
    .trim()
    .maxLength(maxLength)
    .use(form({ pattern: /^[a-z][a-z0-9-]*$/, what: 'lower-case letters, digits and hyphens' }))
