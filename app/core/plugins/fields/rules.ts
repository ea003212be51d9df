import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { isMoment } from '#core/calendar/iso_text'
import { optionalDecimal, optionalText } from '#core/resources/validation/fields'

/** With its time zone: what it means depends on nothing else. */
const WITH_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/

const instant = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string' || (WITH_ZONE.test(value) && isMoment(value))) return
    field.report('The {{ field }} field must be a time such as 2027-01-31T12:00:00Z', 'time', field)
  },
  { toJSONSchema: (schema) => void (schema.format = 'date-time') }
)

const instantText = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' && value.trim() === '' ? null : value))
    .use(instant())
    .nullable()
    .optional()

/** A moment with its time zone, past or to come; kept as UTC with milliseconds, as it is answered. */
export const optionalInstant = () =>
  instantText().transform((value) =>
    value === null ? null : DateTime.fromISO(value).toUTC().toISO()
  )

/** The same for a column of a table. */
export const optionalTimestamp = () =>
  instantText().transform((value) => (value === null ? null : DateTime.fromISO(value).toUTC()))

/** The same of a moment that a new record must have, and that is never cleared. */
export const mandatoryTimestamp = () => {
  const required = () => vine.string().use(instant())
  return {
    create: required().transform(momentOf),
    update: required().optional().transform(momentOf),
  }
}

const momentOf = (value: string) => DateTime.fromISO(value).toUTC()

/** A text of several lines: from 256 characters on there may be line breaks. */
export const optionalLongText = (maxLength: number) => optionalText(Math.max(maxLength, 256))

/** Some of a fixed set of words, each once. Null clears. */
export const optionalChoices = (choices: readonly [string, ...string[]]) =>
  vine.array(vine.enum(choices)).maxLength(choices.length).distinct().nullable().optional()

/** A number that is kept with all of its decimals. */
export const scaledDecimal = (scale: number, min: number, max: number) =>
  optionalDecimal(scale, min, max).transform((value) =>
    value === null ? null : withScale(value, scale)
  )

/** One number is one text: `1.5` is `1.50` where there are two decimals. */
export function withScale(number: string, scale: number): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(number) ?? []
  const text = scale === 0 ? whole : `${whole}.${decimals.padEnd(scale, '0').slice(0, scale)}`
  return /[1-9]/.test(text) ? `${sign}${text}` : text
}
