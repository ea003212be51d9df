import { DateTime } from 'luxon'
import { isDay } from '#support/calendar_text'

/** A cell that is not written in the way that its rule says. */
export class UnreadableCell extends Error {
  constructor(
    readonly rule: 'date' | 'decimal',
    message: string
  ) {
    super(message)
  }
}

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

/** `1.234,56` is `1234.56` where the comma is the mark; what stands between groups is passed over. */
export function readDecimal(text: string, mark: '.' | ','): string {
  const groups = mark === ',' ? /[.'\u2019\s]/g : /[,'\u2019\s]/g
  const [whole = '', ...decimals] = text.split(mark)
  const written = [whole.replaceAll(groups, ''), ...decimals].join('.')
  if (/^[+-]?\d+(\.\d+)?$/.test(written)) return written.replace(/^\+/, '')
  throw new UnreadableCell('decimal', `A number is expected whose decimals stand behind "${mark}"`)
}

function luxonFormat(format: string): string {
  return format.replace('YYYY', 'yyyy').replace(/D/g, 'd')
}
