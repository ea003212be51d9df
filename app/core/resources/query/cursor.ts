import { badRequest } from '#core/http/exceptions/problem'
import type { Sorting } from '#core/resources/query/list_request'
import type { FieldType } from '#core/resources/fields'
import { isDay, isMoment } from '#core/calendar/iso_text'
import { UUID } from '#core/resources/uuid'

/** The place of a record in an ordering: the text of each sort key, the id last. */
export type Cursor = readonly (string | null)[]

/** Of PostgreSQL's `integer`. */
const MAX_INTEGER = 2_147_483_647

interface Written {
  readonly o: string
  readonly k: Cursor
}

/**
 * The cursor as clients carry it. It holds only values that the client has
 * seen, and they are compared, never trusted: it needs no signature.
 */
export function writeCursor(sorting: readonly Sorting[], keys: Cursor): string {
  const written: Written = { o: orderingOf(sorting), k: keys }
  return Buffer.from(JSON.stringify(written)).toString('base64url')
}

/**
 * @param types of the sort keys: PostgreSQL must be able to read each as its type
 * @throws 400 when it is not a cursor, or one of another ordering
 */
export function readCursor(
  text: unknown,
  sorting: readonly Sorting[],
  types: readonly (FieldType | undefined)[] = []
): Cursor {
  const written = parse(text)
  if (!written || written.k.length !== sorting.length) throw malformedCursor()
  if (written.o !== orderingOf(sorting)) {
    throw badRequest('malformed_cursor', 'The cursor belongs to another ordering.', 'cursor')
  }
  if (!written.k.every((key, index) => key === null || isKeyOf(types[index], key))) {
    throw malformedCursor()
  }
  return written.k
}

function malformedCursor() {
  return badRequest('malformed_cursor', 'This is not a cursor of this list.', 'cursor')
}

/** Whether PostgreSQL has written it so: keys are its own text, not that of clients. */
function isKeyOf(type: FieldType | undefined, key: string): boolean {
  switch (type) {
    case 'uuid':
      return UUID.test(key)
    case 'integer':
      return /^-?\d{1,10}$/.test(key) && Math.abs(Number(key)) <= MAX_INTEGER
    case 'decimal':
      return /^-?\d{1,40}(\.\d{1,40})?$/.test(key)
    case 'boolean':
      return key === 'true' || key === 'false'
    case 'date':
      return isDay(key)
    case 'timestamp':
      return isMoment(key)
    default:
      return true
  }
}

/** An ordering as one text, as `?ordering=` has it. */
export function orderingOf(sorting: readonly Sorting[]): string {
  return sorting.map(({ name, descending }) => `${descending ? '-' : ''}${name}`).join(',')
}

function parse(text: unknown): Written | null {
  if (typeof text !== 'string' || text.length > 4_000 || !/^[\w-]+$/.test(text)) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return isWritten(value) ? value : null
  } catch {
    return null
  }
}

function isWritten(value: unknown): value is Written {
  return (
    typeof value === 'object' &&
    value !== null &&
    'o' in value &&
    'k' in value &&
    Array.isArray(value.k) &&
    value.k.every(
      (key) =>
        key === null || (typeof key === 'string' && !key.includes('\0') && key.isWellFormed())
    )
  )
}
