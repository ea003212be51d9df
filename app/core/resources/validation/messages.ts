import { messages as defaults } from '@vinejs/vine/defaults'
import type { FieldContext, MessagesProviderContact } from '@vinejs/vine/types'

type Details = Readonly<Record<string, unknown>>

const LIBRARY: ReadonlySet<string> = new Set(Object.values(defaults))

/** Where the library's own words do not say what would be right. */
const WORDINGS: Readonly<Record<string, string>> = {
  'required': 'The {{ field }} field is required',
  'string': 'The {{ field }} field must be text, in quotes',
  'number': 'The {{ field }} field must be a number, without quotes',
  'withoutDecimals': 'The {{ field }} field must be a whole number',
  'boolean': 'The {{ field }} field must be true or false',
  'email': 'The {{ field }} field must be an e-mail address such as ann@example.com',
  'enum': 'The {{ field }} field must be one of: {{ choices }}',
  'minLength': 'The {{ field }} field must have at least {{ min }} characters',
  'maxLength': 'The {{ field }} field must have at most {{ max }} characters',
  'object': 'The {{ field }} field must be an object: { … }',
  'array': 'The {{ field }} field must be a list: [ … ]',
  'array.minLength': 'The {{ field }} field must have at least {{ min }} entries',
  'array.maxLength': 'The {{ field }} field must have at most {{ max }} entries',
  'distinct': 'The {{ field }} field has an entry twice',
}

/**
 * Words the messages of validation. Fields go by their path, such as `tags.0`;
 * a rule of ours speaks for itself, also where the library has one of its name.
 */
export const messages: MessagesProviderContact = {
  getMessage(own: string, rule: string, field: FieldContext, details: Details = {}) {
    const values: Details = { ...details, field: field.getFieldPath() || 'body' }
    const wording = LIBRARY.has(own) ? (WORDINGS[rule] ?? own) : own
    return wording.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => wordOf(values[name]))
  },
}

function wordOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
