import { isDay, isMoment } from '#core/calendar/iso_text'
import { didYouMean } from '#core/http/did_you_mean'
import { readCursor, writeCursor } from '#core/resources/query/cursor'
import {
  DEFAULT_SIZE,
  MAX_PAGE_SIZE,
  type QueryString,
  readNumber,
} from '#core/resources/query/list_request'
import { malformed, unknownParameter } from '#core/resources/query/refusals'

/** Which items of a timeline are asked for. */
export interface TimelineRequest {
  /** Null: all. */
  readonly kinds: ReadonlySet<string> | null
  /** Moments, or days of the organization; both belong to it. Null: no limit. */
  readonly since: string | null
  readonly until: string | null
  /** The item that the page before ended with. */
  readonly after: ItemPlace | null
  /** How many at most. */
  readonly limit: number
}

/** Where an item stands: by its moment, then its kind, then its id, the greatest first. */
export interface ItemPlace {
  readonly at: string
  readonly kind: string
  readonly id: string
}

const PARAMETERS = ['kinds', 'since', 'until', 'cursor', 'limit', 'organization']

const SORTING = ['at', 'kind', 'id'].map((name) => ({ name, descending: true }))

/**
 * Reads the query string of a timeline. Nothing in it is ignored.
 *
 * @param known the kinds that there are for the reader
 * @throws 400 naming the parameter that is unknown or malformed
 */
export function readTimelineRequest(query: QueryString, known: readonly string[]): TimelineRequest {
  refuseUnknown(query)
  return {
    kinds: readKinds(query.kinds, known),
    since: readMoment(query.since, 'since'),
    until: readMoment(query.until, 'until'),
    after: readAfter(query.cursor),
    limit: readNumber(query.limit, 'limit', DEFAULT_SIZE, MAX_PAGE_SIZE),
  }
}

function refuseUnknown(query: QueryString): void {
  const parameter = Object.keys(query).find((name) => !PARAMETERS.includes(name))
  if (parameter === undefined) return
  const detail = `There is no parameter "${parameter}".${didYouMean(parameter, PARAMETERS)}`
  throw unknownParameter('unknown_parameter', detail, { parameter, known: PARAMETERS })
}

/** Where the page after an item begins, as clients carry it. */
export function cursorAfter({ at, kind, id }: ItemPlace): string {
  return writeCursor(SORTING, [at, kind, id])
}

function readAfter(value: unknown): ItemPlace | null {
  if (value === undefined || value === '') return null
  const [at, kind, id] = readCursor(value, SORTING, ['timestamp', undefined, 'uuid'])
  return at && kind && id ? { at, kind, id } : null
}

function readKinds(value: unknown, known: readonly string[]): ReadonlySet<string> | null {
  if (value === undefined) return null
  const text = Array.isArray(value) ? value.join() : value
  if (typeof text !== 'string') throw malformed('kinds', 'kinds of items with commas between them')
  const kinds = new Set(text.split(',').map((kind) => kind.trim()))
  for (const kind of kinds) {
    if (known.includes(kind)) continue
    const detail = `There is no kind "${kind}" of items in this timeline.${didYouMean(kind, known)}`
    throw unknownParameter('unknown_kind', detail, { parameter: 'kinds', known })
  }
  return kinds
}

function readMoment(value: unknown, parameter: string): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && (isDay(value) || isMoment(value))) return value
  throw malformed(parameter, 'a day or a time, such as 2026-11-30 or 2026-11-30T09:00:00Z')
}
