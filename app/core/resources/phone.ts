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
