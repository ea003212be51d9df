import { DateTime } from 'luxon'
import { isDay } from '#core/calendar/iso_text'

/** A cell that is not written in the way that its rule says. */
export class UnreadableCell extends Error {
  constructor(
    readonly rule: 'date' | 'decimal',
    message: string
  ) {
    super(message)
  }
}

/** What stands between groups of digits, besides the mark that is not the decimal one. */
const GROUP_MARKS = String.raw`'\u2019 \u00a0\u2009\u202f`

const NUMBERS = { '.': numberWith('.', ','), ',': numberWith(',', '.') }

const PARTS = ['YYYY', 'MM', 'M', 'DD', 'D']
const FORMAT = /^(YYYY|MM?|DD?)([-/. ])(YYYY|MM?|DD?)\2(YYYY|MM?|DD?)$/

/** Whether it says, in any order and once each, where year, month and day stand. */
export function isDateFormat(format: string): boolean {
  const [, ...found] = FORMAT.exec(format) ?? []
  const parts = found.filter((part) => PARTS.includes(part))
  return new Set(parts.map((part) => part[0])).size === 3
}

/** A day as the API writes it. `M` and `D` are one digit or two, `MM` and `DD` are two. */
export function readDate(text: string, format: string): string {
  const parsed = DateTime.fromFormat(text, luxonFormat(format), { zone: 'utc', locale: 'en-US' })
  const day = parsed.isValid ? parsed.toISODate() : null
  if (day !== null && isDay(day)) return day
  throw new UnreadableCell('date', `A date is expected as ${format}`)
}

/**
 * `1.234,56` is `1234.56` where the comma is the decimal mark. Marks between
 * digits are believed only where groups of three are written with one and the
 * same mark, and the first group does not begin with zero: `0,123` is a user
 * else's `0.123`, and never 123.
 *
 * @throws {UnreadableCell} when the text could be any other number
 */
export function readDecimal(text: string, mark: '.' | ','): string {
  const [, sign, whole, , decimals] = NUMBERS[mark].exec(text) ?? []
  if (whole === undefined) {
    throw new UnreadableCell(
      'decimal',
      `A number is expected whose decimals stand behind "${mark}", and whose digits are in groups of three if in any`
    )
  }
  const digits = whole.replaceAll(/\D/g, '')
  return `${sign === '-' ? '-' : ''}${digits}${decimals === undefined ? '' : `.${decimals}`}`
}

/** A number of an API in text, without zeros that end its decimals: `1.50` and `1.5` are one. */
export function withoutTrailingZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number
}

function luxonFormat(format: string): string {
  return format.replace('YYYY', 'yyyy').replace(/D/g, 'd')
}

function numberWith(decimal: string, group: string): RegExp {
  const whole = String.raw`[1-9]\d{0,2}([${group}${GROUP_MARKS}])\d{3}(?:\3\d{3})*|\d+`
  return new RegExp(String.raw`^([+-]?)(${whole})(?:[${decimal}](\d+))?$`)
}
