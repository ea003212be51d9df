import { DateTime } from 'luxon'
import { isDay, isMoment } from '#core/calendar/iso_text'
import { UnreadableCell } from '#plugins/imports/models/import/unreadable_cell'

/** How a column of dates is written. */
export interface DateStyle {
  /** `M/D/YYYY`; absent: as the API writes them. */
  readonly format?: string | undefined
  /** In which language names of months are: `de`. */
  readonly language?: string | undefined
}

/** What a date is read for: a day of the calendar, or a moment where clocks show the zone's time. */
export interface DateUse {
  readonly isMoment: boolean
  readonly zone: string
}

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: 'yyyy',
  YY: 'yy',
  MMMM: 'MMMM',
  MMM: 'MMM',
  MM: 'MM',
  M: 'M',
  DD: 'dd',
  D: 'd',
  HH: 'HH',
  H: 'H',
  hh: 'hh',
  h: 'h',
  mm: 'mm',
  ss: 'ss',
  A: 'a',
  Z: 'ZZ',
  T: `'T'`,
}
const PART = /YYYY|YY|M{1,4}|DD?|HH?|hh?|mm|ss|A|Z|T|[-/., :]/g
/** What no clock of twelve hours shows, and Luxon reads all the same. */
const BEYOND_TWELVE = /\b(?:1[3-9]|2\d|00?):/

/** Parts that take one digit or two: only what is no digit says where they end. */
const LOOSE: ReadonlySet<string> = new Set(['M', 'D', 'H', 'h'])
const FIXED: ReadonlySet<string> = new Set(['YYYY', 'YY', 'MM', 'DD', 'HH', 'hh', 'mm', 'ss'])

/**
 * Whether it says, in any order and once each, where year, month and day stand,
 * and, if it says an hour, how that goes on.
 */
export function isDateFormat(format: string): boolean {
  const parts = format.match(PART) ?? []
  if (parts.join('') !== format || parts.some(runsInto)) return false
  const kinds = parts.filter((part) => /[A-Za-z]/.test(part) && part !== 'T').map(kindOf)
  const has = (kind: string) => kinds.includes(kind)
  return (
    new Set(kinds).size === kinds.length &&
    ['year', 'month', 'day'].every(has) &&
    has('hour') === has('minute') &&
    (has('minute') || !has('second')) &&
    has('A') === format.includes('h') &&
    (has('hour') || !has('Z'))
  )
}

/**
 * A date as the API writes it: a day, or a moment. `M`, `D` and `H` are one digit
 * or two, `MM`, `DD` and `HH` are two. A time without an offset is one of the
 * zone; for a day, the time of the day is passed over.
 *
 * @throws {UnreadableCell} when it is not written so, or is in no calendar
 */
export function readDate(text: string, style: DateStyle, use: DateUse): string {
  const { format } = style
  const parsed = format === undefined ? readIso(text, use) : readAs(text, format, style, use)
  const written = parsed && (use.isMoment ? momentText(parsed) : parsed.toISODate())
  if (written !== null && (use.isMoment ? isMoment(written) : isDay(written))) return written
  throw new UnreadableCell('date', `A date is expected as ${format ?? 'YYYY-MM-DD'}`)
}

function readAs(
  text: string,
  format: string,
  { language = 'en-US' }: DateStyle,
  { zone }: DateUse
): DateTime<true> | null {
  if (format.includes('h') && BEYOND_TWELVE.test(text)) return null
  const written = format.endsWith('Z') ? text.replace(/Z$/i, '+00:00') : text
  const options = { zone, locale: language }
  /* `5 duben` and `5. dubna`: months have names that stand alone, and others that do not. */
  for (const named of [luxonFormat(format), luxonFormat(format).replaceAll('M', 'L')]) {
    const parsed = DateTime.fromFormat(written, named, options)
    /* Luxon reads years of three digits as years of two, and those of four rightly. */
    if (parsed.isValid && (parsed.year >= 1000 || format.includes('YYYY'))) return parsed
  }
  return null
}

function readIso(text: string, { zone }: DateUse): DateTime<true> | null {
  if (!isDay(text) && !isMoment(text)) return null
  const parsed = DateTime.fromISO(text.replace(' ', 'T').toUpperCase(), { zone })
  return parsed.isValid ? parsed : null
}

function momentText(parsed: DateTime<true>): string {
  return parsed.toUTC().toISO()
}

/** Whether the digits of the part cannot be told from those of the next. */
function runsInto(part: string, at: number, parts: readonly string[]): boolean {
  const next = parts[at + 1] ?? ''
  if (LOOSE.has(part)) return LOOSE.has(next) || FIXED.has(next)
  return FIXED.has(part) && LOOSE.has(next)
}

function kindOf(part: string): string {
  switch (part.charAt(0)) {
    case 'Y':
      return 'year'
    case 'M':
      return 'month'
    case 'D':
      return 'day'
    case 'H':
    case 'h':
      return 'hour'
    case 'm':
      return 'minute'
    case 's':
      return 'second'
    default:
      return part
  }
}

function luxonFormat(format: string): string {
  return format.replaceAll(PART, (part) => TOKENS[part] ?? part)
}
