import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import { UnreadableCell } from '#plugins/imports/models/import/unreadable_cell'

/** Whether numbers of the country (ISO 3166) can be told from others. */
export function isPhoneCountry(code: string): code is CountryCode {
  return isSupportedCountry(code)
}

/**
 * A phone number, however it is written, as it is dialled from everywhere:
 * `030/123456` and `tel:+49-30-123456` are `+49 30 123456`.
 *
 * @param country of which numbers without a prefix are
 * @throws {UnreadableCell} when it cannot be told which number is meant
 */
export function readPhone(text: string, country: string): string {
  const number = isPhoneCountry(country) ? parsePhoneNumberFromString(text, country) : undefined
  if (!number?.isPossible()) {
    throw new UnreadableCell(
      'phone',
      `A phone number is expected, of ${country} or with its prefix`
    )
  }
  const { ext } = number
  number.ext = undefined
  return `${number.formatInternational()}${ext ? ` x${ext}` : ''}`
}
