import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { optionalText } from '#core/resources/validation/fields'

/*
 * By what conventions an organization reckons and writes. Each has a value
 * always: an absent key keeps it, and null is refused.
 */

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const OFFSET = /^[+-]|^(Etc\/)?GMT[+-]/i
const MAX_TIME_ZONE_LENGTH = 64
const MAX_LOCALE_LENGTH = 35
const COLOR = /^#[0-9a-f]{6}$/i

/** A name of the time zone database, which knows when clocks change: an offset does not. */
const knownTimeZone = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string') return
  if (!OFFSET.test(value) && canonicalTimeZone(value) !== null) return
  field.report('The {{ field }} field must be a time zone such as Europe/Berlin', 'zone', field)
})

const knownCurrency = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value !== 'string' || CURRENCIES.has(value.toUpperCase())) return
  field.report('The {{ field }} field must be a currency such as EUR (ISO 4217)', 'currency', field)
})

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

export const timeZone = () =>
  vine
    .string()
    .trim()
    .maxLength(MAX_TIME_ZONE_LENGTH)
    .use(knownTimeZone())
    .optional()
    .transform((value) => canonicalTimeZone(value) ?? value)

/** Of which currency amounts are, by its three letters. */
export const currency = () =>
  vine
    .string()
    .trim()
    .use(knownCurrency())
    .optional()
    .transform((value) => value.toUpperCase())

export const locale = () =>
  vine
    .string()
    .trim()
    .maxLength(MAX_LOCALE_LENGTH)
    .use(knownLocale())
    .optional()
    .transform((value) => canonicalLocale(value) ?? value)

export const month = () => vine.number({ strict: true }).withoutDecimals().min(1).max(12).optional()

export const optionalColor = () =>
  optionalText(7)
    .use(color())
    .transform((value) => value?.toLowerCase() ?? null)

export const optionalSecureUrl = (maxLength: number) => optionalText(maxLength).use(secureUrl())

function canonicalTimeZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
