import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/**
 * A phone number in the one form that every way of writing it has (E.164:
 * `+12015550123`), or null when it cannot be told which number is meant.
 *
 * @param country the two letters of the country (ISO 3166) whose numbers may be
 * written without its prefix; what is no such code says nothing
 */
export function normalizePhone(text: string, country: string | null = null): string | null {
  const number = parsePhoneNumberFromString(text, countryCode(country))
  return number?.isPossible() ? number.number : null
}

function countryCode(country: string | null): CountryCode | undefined {
  const code = country?.trim().toUpperCase() ?? ''
  return isSupportedCountry(code) ? code : undefined
}

/** How long the writing of a number may be, with its spaces, brackets and extension. */
export const MAX_PHONE_LENGTH = 40

const EXTENSION = /(?:\s*(?:;ext=|,?\s*ext(?:ension|n)?\.?:?|x|#)\s*(\d{1,7}))?$/i

/** The writing of a number and its extension as JSON Schema says it, which does not count the digits. */
export const PHONE_PATTERN =
  '\\+?[\\d\\s()./-]+(\\s*(;[Ee][Xx][Tt]=|,?\\s*[Ee][Xx][Tt]([Ee][Nn][Ss][Ii][Oo][Nn]|[Nn])?\\.?:?|[Xx]|#)\\s*\\d{1,7})?'

/**
 * Whether a text may be a phone number: 5 to 15 digits, with what people write
 * between them, and an extension of up to 7: `+1 (415) 555-2671 x12`.
 */
export function isPhone(text: string): boolean {
  const number = text.replace(EXTENSION, '')
  const digits = digitsOf(number).length
  return /^\+?[\d\s()./-]+$/.test(number) && digits >= 5 && digits <= 15
}

/** What is dialled, without anything between it. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** The extension at the end of a number; null without one. */
export function extensionOf(text: string): string | null {
  return EXTENSION.exec(text)?.[1] ?? null
}
