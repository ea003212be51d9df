import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { optionalText } from '#core/resources/validation/fields'

/*
 * By what conventions an organization reckons and writes. Each has a value
 * always: an absent key keeps it, and null is refused.
 */

const MAX_LOCALE_LENGTH = 35
const COLOR = /^#[0-9a-f]{6}$/i

const knownLocale = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || canonicalLocale(value) !== null) return
  field.report('The {{ field }} field must be a language tag such as de-AT', 'locale', field)
})

const secureUrl = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string') return
  if (URL.canParse(value) && /^https:\/\/[^\s/@]+(\/\S*)?$/i.test(value)) return
  field.report('The {{ field }} field must begin with https://', 'https', field)
})

const color = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || COLOR.test(value)) return
  field.report('The {{ field }} field must be a color such as #1a73e8', 'color', field)
})

export const locale = () =>
  vine
    .string()
    .trim()
    .maxLength(MAX_LOCALE_LENGTH)
    .use(knownLocale())
    .optional()
    .transform((value) => canonicalLocale(value) ?? value)

/** The same, or null for none of one's own. */
export const optionalLocale = () =>
  optionalText(MAX_LOCALE_LENGTH)
    .use(knownLocale())
    .transform((value) => (typeof value === 'string' ? canonicalLocale(value) : null))

export const month = () => vine.number({ strict: true }).withoutDecimals().min(1).max(12).optional()

/** For how many days something is kept. */
export const days = (min: number, max: number) =>
  vine.number({ strict: true }).withoutDecimals().min(min).max(max).optional()

export const optionalColor = () =>
  optionalText(7)
    .use(color())
    .transform((value) => value?.toLowerCase() ?? null)

export const optionalSecureUrl = (maxLength: number) => optionalText(maxLength).use(secureUrl())

function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
