import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import type { JSONSchema7 } from 'json-schema'
import { DateTime } from 'luxon'
import { orNull } from '#core/resources/json'
import { isDay, isMoment } from '#core/calendar/iso_text'
import { UUID } from '#core/resources/uuid'
import { MAX_PHONE_LENGTH, PHONE_PATTERN, isPhone } from '#core/text/phone'
import { type Flaw, clean, flawOf } from '#core/text/clean'

/*
 * The kinds of value that records are made of, each said once. "Optional" means
 * that an absent key keeps the value, and null or an empty text clears it.
 */

/** An id, or `me`. Without flags, which a description cannot have. */
const PERSON = /^(me|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/

const cleaned = (value: unknown) => (typeof value === 'string' ? clean(value) : value)

const emptyToNull = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? null : cleaned(value)

const wellFormed = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value !== 'string') return
  if (value.includes('\0') || !value.isWellFormed()) {
    field.report('The {{ field }} field contains characters that cannot be kept', 'text', field)
  }
})

/** How a rule describes what it lets pass: a form, or an empty text, which clears. */
const patterned = (source: string) => ({
  toJSONSchema: (schema: JSONSchema7) => void (schema.pattern = `^\\s*$|^\\s*${source}\\s*$`),
})

const website = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value !== 'string') return
  if (!URL.canParse(value) || !/^https?:\/\/[^\s/]+\S*$/i.test(value)) {
    field.report(
      'The {{ field }} field must be an address that begins with http:// or https://',
      'website',
      field
    )
  }
}, patterned('[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]+\\S*'))

/** Null means what an empty value means. */
const clearable = vine.createRule(() => {}, {
  toJSONSchema: (schema) => void Object.assign(schema, orNull(schema)),
})

const FLAWS: Readonly<Record<Flaw, string>> = {
  invisible: 'The {{ field }} field has only characters that nobody sees',
  line_break: 'The {{ field }} field must be one line, without line breaks or tabs',
  control: 'The {{ field }} field contains a control character, which nobody sees',
}

/** What people can read: something to see, and no control characters; lines only where they are allowed. */
const readable = vine.createRule(
  (value: unknown, { lines }: { lines: boolean }, field: FieldContext) => {
    const flaw = typeof value === 'string' ? flawOf(value, { lines }) : null
    if (flaw) field.report(FLAWS[flaw], flaw, field)
  }
)

const phone = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || isPhone(value)) return
  const message =
    'The {{ field }} field must be a phone number of 5 to 15 digits, with an extension (x12) at most'
  field.report(message, 'phone', field)
}, patterned(PHONE_PATTERN))

const WITH_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/

const moment = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string') return
    if (!WITH_ZONE.test(value) || !isMoment(value)) {
      field.report(
        'The {{ field }} field must be a time such as 2027-01-31T12:00:00Z',
        'time',
        field
      )
    } else if (DateTime.fromISO(value) <= DateTime.utc()) {
      field.report('The {{ field }} field must be in the future', 'future', field)
    }
  },
  { toJSONSchema: (schema) => void (schema.format = 'date-time') }
)

const day = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string') return
    if (!isDay(value)) {
      field.report('The {{ field }} field must be a date such as 2026-02-28', 'date', field)
    }
  },
  { toJSONSchema: (schema) => void (schema.format = 'date') }
)

interface Form {
  readonly pattern: RegExp
  /** For people, as in "must be …". */
  readonly what: string
  /** How JSON Schema calls it, where it has a name for it; a pattern has no flags there. */
  readonly format?: string
}

/** A text of a form. */
export const form = vine.createRule(
  (value: unknown, { pattern, what }: Form, field: FieldContext) => {
    if (typeof value !== 'string' || pattern.test(value)) return
    field.report(`The {{ field }} field must be ${what}`, 'regex', field)
  },
  {
    toJSONSchema: (schema, { pattern, format }) => {
      if (format) schema.format = format
      else if (!pattern.ignoreCase) schema.pattern = pattern.source
    },
  }
)

const codePoints = vine.createRule(
  (value: unknown, { min, max }: { min: number; max: number }, field: FieldContext) => {
    if (typeof value !== 'string') return
    const length = [...value].length
    if (length < min || length > max) {
      field.report(
        'The {{ field }} field must have between {{ min }} and {{ max }} characters',
        'length',
        field,
        { min, max }
      )
    }
  },
  {
    toJSONSchema: (schema, { min, max }) =>
      void Object.assign(schema, { minLength: min, maxLength: max }),
  }
)

const plainObject = vine.createRule(
  (value: unknown, { maxLength }: { maxLength: number }, field: FieldContext) => {
    const text = JSON.stringify(value)
    if (text.length > maxLength) {
      field.report(
        `The {{ field }} field must be shorter than ${maxLength} characters`,
        'length',
        field,
        { min: 0, max: maxLength }
      )
    } else if (/\\u0000|\\ud[89a-f]/i.test(text.replaceAll('\\\\', ''))) {
      field.report('The {{ field }} field contains characters that cannot be kept', 'text', field)
    }
  }
)

const decimal = vine.createRule(
  (value: unknown, limits: { scale: number; min: number; max: number }, field: FieldContext) => {
    if (typeof value !== 'string') return
    const { scale, min, max } = limits
    if (!new RegExp(`^-?\\d{1,15}(\\.\\d{1,${scale}})?$`).test(value)) {
      field.report(
        'The {{ field }} field must be a number such as "1234.5", with at most {{ digits }} decimals and nothing between its digits',
        'decimal',
        field,
        { digits: scale }
      )
    } else if (Number(value) < min || Number(value) > max) {
      const message = 'The {{ field }} field must be between {{ min }} and {{ max }}'
      field.report(message, 'limits', field, { min, max })
    }
  },
  {
    toJSONSchema: (schema, { scale, min, max }) =>
      void Object.assign(schema, {
        type: ['string', 'number'],
        pattern: `^\\s*$|^-?\\d{1,15}(\\.\\d{1,${scale}})?$`,
        minimum: min,
        maximum: max,
      }),
  }
)

/** Names and the like are one line; what may be longer than this may have several. */
const MAX_LINE_LENGTH = 255

const textOf = (maxLength: number) =>
  vine
    .string()
    .trim()
    .maxLength(maxLength)
    .use(wellFormed())
    .use(readable({ lines: maxLength > MAX_LINE_LENGTH }))

/**
 * A text that must be there: in the composed form of Unicode (NFC), with something
 * to see, and without control characters. Up to 255 characters are one line.
 */
export const requiredText = (maxLength: number) => textOf(maxLength).minLength(1).parse(cleaned)

/** A text that may be absent, but once there is never cleared. */
export const nonNullText = (maxLength: number) =>
  requiredText(maxLength)
    .parse((value) => (value === null ? '' : cleaned(value)))
    .optional()

/** A text that a new record must have, and that is never cleared. */
export const mandatoryText = (longest: number) => ({
  create: requiredText(longest),
  update: nonNullText(longest),
})

/** The same of the id of another record. */
export const mandatoryReference = () => ({
  create: reference(),
  update: reference().optional(),
})

/** A text that may be absent. */
export const optionalText = (maxLength: number) =>
  textOf(maxLength).parse(emptyToNull).nullable().optional()

export const optionalEmail = () =>
  vine
    .string()
    .parse(emptyToNull)
    .trim()
    .maxLength(255)
    .use(wellFormed())
    .email()
    .nullable()
    .optional()

export const requiredEmail = () =>
  vine.string().parse(cleaned).trim().maxLength(255).use(wellFormed()).email()

/** The token of a mail. Its form says nothing about whether it is good. */
export const mailToken = () => vine.string().maxLength(255).use(wellFormed())

/** As it was written, which may be with spaces, brackets and an extension: `+1 (415) 555-2671 x12`. */
export const optionalPhone = () =>
  vine
    .string()
    .parse(emptyToNull)
    .trim()
    .maxLength(MAX_PHONE_LENGTH)
    .use(phone())
    .nullable()
    .optional()

export const optionalWebsite = () =>
  vine
    .string()
    .parse(emptyToNull)
    .trim()
    .maxLength(255)
    .use(wellFormed())
    .use(website())
    .nullable()
    .optional()

/** The id of another record. Whether it exists is the database's to say. */
export const reference = () =>
  vine
    .string()
    .use(form({ pattern: UUID, what: 'the id of a record, a UUID', format: 'uuid' }))
    .toLowerCase()

/** The id of a user or of an employee, or `me` for the caller, which `withCaller` reads. */
export const person = () =>
  vine
    .string()
    .use(form({ pattern: PERSON, what: 'the id of a record, a UUID, or "me"' }))
    .toLowerCase()

export const optionalReference = () => reference().nullable().optional()

/** A moment that is still to come, with its time zone: `2027-01-31T12:00:00Z`. */
export const optionalMoment = () =>
  vine
    .string()
    .parse(emptyToNull)
    .use(moment())
    .nullable()
    .optional()
    .transform((value) => (value === null ? null : DateTime.fromISO(value).toUTC()))

/** A number kept as text, so that no float comes near it: `"50.00"`, or 50. */
export const optionalDecimal = (scale: number, min: number, max: number) =>
  vine
    .string()
    .parse((value) => (typeof value === 'number' ? String(value) : emptyToNull(value)))
    .use(decimal({ scale, min, max }))
    .nullable()
    .optional()

/** The same of a number that a new record must have, and that is never cleared. */
export const mandatoryDecimal = (scale: number, min: number, max: number) => {
  const required = () =>
    vine
      .string()
      .parse((value) => (typeof value === 'number' ? String(value) : value))
      .use(decimal({ scale, min, max }))
  return { create: required(), update: required().optional() }
}

/** A share of a hundred, kept as text. It may be absent, but once there is never cleared. */
export const keptPercentage = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'number' ? String(value) : value))
    .use(decimal({ scale: 2, min: 0, max: 100 }))
    .optional()

/** A day, such as 2026-02-28. */
export const optionalDate = () =>
  vine.string().parse(emptyToNull).trim().use(day()).nullable().optional()

/** A day that a new record must have, and that is never cleared. */
export const mandatoryDate = () => ({
  create: vine.string().trim().use(day()),
  update: vine.string().trim().use(day()).optional(),
})

/** Yes or no, which a new record must say. */
export const mandatoryBoolean = () => ({
  create: vine.boolean({ strict: true }),
  update: vine.boolean({ strict: true }).optional(),
})

/** A whole number that must be there. */
export const requiredInteger = (min: number, max: number) =>
  vine.number({ strict: true }).withoutDecimals().range([min, max])

/** A whole number. */
export const optionalInteger = (min: number, max: number) =>
  requiredInteger(min, max).nullable().optional()

/** A whole number that a new record must have, and that is never cleared. */
export const mandatoryInteger = (min: number, max: number) => ({
  create: requiredInteger(min, max),
  update: requiredInteger(min, max).optional(),
})

/** Short words, each once. Null clears them. */
export const optionalTags = () =>
  vine
    .array(requiredText(50))
    .parse((value) => (value === null ? [] : value))
    .maxLength(50)
    .distinct()
    .use(clearable())
    .optional()

/** A password as it was typed: every character counts, none is changed. */
export const typedPassword = () => vine.string().maxLength(1024).use(wellFormed())

/** A password that somebody chooses. How easy it is to guess is asked elsewhere. */
export const chosenPassword = () =>
  vine
    .string()
    .use(wellFormed())
    .use(codePoints({ min: 8, max: 128 }))

/** A login name: no @, which would make it look like an address. */
export const optionalUsername = () =>
  vine
    .string()
    .parse(emptyToNull)
    .trim()
    .maxLength(100)
    .use(form({ pattern: /^[A-Za-z0-9._+-]+$/, what: 'of letters, digits and . _ + -' }))
    .nullable()
    .optional()

/** An object of the client's own making. Null empties it. */
export const optionalSettings = () =>
  vine
    .object({})
    .allowUnknownProperties()
    .use(plainObject({ maxLength: 20_000 }))
    .parse((value) => (value === null ? {} : value))
    .use(clearable())
    .optional()
