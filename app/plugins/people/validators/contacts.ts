import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { optionalEmail, optionalPhone, optionalText } from '#core/resources/validation/fields'

export const EMAIL_KINDS = ['work', 'personal', 'other'] as const
export const PHONE_KINDS = ['work', 'mobile', 'home', 'fax', 'other'] as const
export const CONTACT_STATES = ['ok', 'bounced', 'opted_out'] as const
export const CONSENTS = ['granted', 'denied', 'unknown'] as const
export const CONSENT_CHANNELS = ['email', 'phone', 'sms', 'post'] as const

/** How many addresses, and how many numbers, a person has at most. */
export const MAX_CONTACTS = 20

const entry = <Value extends ReturnType<typeof optionalEmail>>(
  value: Value,
  kinds: readonly string[]
) =>
  vine.object({
    value,
    kind: vine.enum(kinds).optional(),
    is_primary: vine.boolean({ strict: true }).optional(),
    state: vine.enum(CONTACT_STATES).optional(),
    /* As it was read; what it is follows from the value. */
    normalised: optionalText(255),
  })

/** All addresses of a person; the list as it was read can be sent back. */
export const emailList = () =>
  vine.array(entry(optionalEmail(), EMAIL_KINDS)).maxLength(MAX_CONTACTS).optional()

/** All numbers of a person. */
export const phoneList = () =>
  vine.array(entry(optionalPhone(), PHONE_KINDS)).maxLength(MAX_CONTACTS).optional()

const consent = () => vine.enum(CONSENTS).optional()

const addition = <Value extends ReturnType<typeof optionalEmail>>(
  value: Value,
  kinds: readonly string[]
) => vine.object({ value, kind: vine.enum(kinds).optional() })

/** Addresses that a person has from now on, too. */
export const furtherEmails = () =>
  vine.array(addition(optionalEmail(), EMAIL_KINDS)).maxLength(MAX_CONTACTS).optional()

/** Numbers that a person has from now on, too. */
export const furtherPhones = () =>
  vine.array(addition(optionalPhone(), PHONE_KINDS)).maxLength(MAX_CONTACTS).optional()

/** By which channels a person agreed to be written or called; channels that are absent stay as they are. */
export const consents = () =>
  vine.object({ email: consent(), phone: consent(), sms: consent(), post: consent() }).optional()

const choice = (values: readonly string[]): JSONSchema7 => ({ type: 'string', enum: [...values] })

/** What lists of contacts look like in an answer. */
export const contactsSchema = (kinds: readonly string[]): JSONSchema7 => ({
  type: 'array',
  items: {
    type: 'object',
    properties: {
      value: { type: 'string' },
      normalised: { type: 'string' },
      kind: choice(kinds),
      is_primary: { type: 'boolean' },
      state: choice(CONTACT_STATES),
    },
    required: ['value', 'normalised', 'kind', 'is_primary', 'state'],
  },
})

export const consentSchema: JSONSchema7 = {
  type: 'object',
  properties: Object.fromEntries(CONSENT_CHANNELS.map((channel) => [channel, choice(CONSENTS)])),
  required: [...CONSENT_CHANNELS],
}
