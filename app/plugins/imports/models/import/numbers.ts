import { UnreadableCell } from '#plugins/imports/models/import/unreadable_cell'

export type DecimalMark = '.' | ','

/** What stands between groups of digits, besides the mark that is not the decimal one. */
const GROUP_MARKS = String.raw`'\u2019 \u00a0\u2009\u202f`

const NUMBERS = { '.': numberWith('.', ','), ',': numberWith(',', '.') }

/** Where a currency is called otherwise than at home: `US$`. */
const LOCALES = ['en', 'en-CA', 'en-AU']

/**
 * `1.234,56` is `1234.56` where the comma is the decimal mark. Marks between
 * digits are believed only where groups of three are written with one and the
 * same mark, and the first group does not begin with zero: `0,123` is
 * `0.123` to others, and never 123.
 *
 * @throws {UnreadableCell} when the text could be any other number
 */
export function readDecimal(text: string, mark: DecimalMark): string {
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

/**
 * An amount of one currency, which may stand before or behind it, as its sign
 * or its three letters: `$22,700.00`, `-€ 1.234,50`, `1 234,50 EUR`.
 *
 * @param currency its three letters (ISO 4217)
 * @throws {UnreadableCell} for an amount of another one, or what is no number
 */
export function readAmount(text: string, currency: string, mark: DecimalMark): string {
  const name = [...namesOf(currency)].map((known) => RegExp.escape(known)).join('|')
  const amount = new RegExp(
    String.raw`^([+-]?)\s*(?:(?:${name})\s*([+-]?)(\S.*)|(\S.*?)\s*(?:${name}))$`,
    'iu'
  )
  const [, sign = '', inner = '', behind, before] = amount.exec(text) ?? []
  const number = behind ?? before
  if (number === undefined) return readNumberOf(text, currency, mark)
  if (sign !== '' && inner !== '') throw noAmount(currency, mark)
  return readNumberOf(`${sign}${inner}${number}`, currency, mark)
}

/** A number of an API in text, without zeros that end its decimals: `1.50` and `1.5` are one. */
export function withoutTrailingZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number
}

function readNumberOf(text: string, currency: string, mark: DecimalMark): string {
  try {
    return readDecimal(text, mark)
  } catch (error) {
    if (error instanceof UnreadableCell) throw noAmount(currency, mark)
    throw error
  }
}

function noAmount(currency: string, mark: DecimalMark): UnreadableCell {
  return new UnreadableCell(
    'decimal',
    `An amount in ${currency} is expected whose decimals stand behind "${mark}", and whose digits are in groups of three if in any`
  )
}

function namesOf(currency: string): ReadonlySet<string> {
  const names = LOCALES.flatMap((locale) =>
    (['symbol', 'narrowSymbol', 'code'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')
    )
  )
  return new Set(names.flatMap((part) => part?.value ?? []))
}

function numberWith(decimal: string, group: string): RegExp {
  const whole = String.raw`[1-9]\d{0,2}([${group}${GROUP_MARKS}])\d{3}(?:\3\d{3})*|\d+`
  return new RegExp(String.raw`^([+-]?)(${whole})(?:[${decimal}](\d+))?$`)
}
