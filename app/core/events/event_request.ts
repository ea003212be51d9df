import type { Reader } from '#core/plugins/reader'
import { readableResources } from '#core/events/event_reach'
import { type Types, readTypes } from '#core/events/event_types'
import { type Position, readPosition } from '#core/events/position'
import { didYouMean } from '#core/http/did_you_mean'
import { badRequest } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { type QueryString, readNumber } from '#core/resources/query/list_request'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import { UUID } from '#core/resources/uuid'

/** Which events are asked for. */
export interface EventRequest {
  readonly after: Position | 'earliest' | 'latest'
  /** Null: all. */
  readonly types: Types | null
  /** The record that they are about; null: any. */
  readonly subject: { readonly resource: Resource; readonly id: string } | null
  /** How many at the most. */
  readonly limit: number
  /** Whether each has the record as it is now, beside what changed. */
  readonly withRecord: boolean
}

export const MAX_EVENTS = 1_000
export const DEFAULT_EVENTS = 100
/** For which a request waits for an event at the most. */
export const MAX_WAIT_SECONDS = 25

const SELECTING = ['types', 'subject', 'include', 'organization']
const PARAMETERS = [...SELECTING, 'after', 'limit', 'wait']

/**
 * Reads the query string of a page of events. Nothing in it is ignored.
 *
 * @throws 400 naming the parameter that is unknown or malformed
 */
export function readEventRequest(query: QueryString, reader: Reader): EventRequest {
  refuseUnknown(query, PARAMETERS)
  return {
    ...readSelection(query, reader),
    after: readAfter(query.after),
    limit: readNumber(query.limit, 'limit', DEFAULT_EVENTS, MAX_EVENTS),
  }
}

/** For how many seconds a request waits while there is nothing. @throws 400 */
export function readWait({ wait }: QueryString): number {
  return wait === undefined || wait === '0' ? 0 : readNumber(wait, 'wait', 0, MAX_WAIT_SECONDS)
}

/** What of the events is asked for, wherever they are read from. */
export function readSelection(query: QueryString, reader: Reader) {
  const readable = readableResources(reader)
  return {
    types: readTypes(query.types, readable),
    subject: readSubject(query.subject, readable),
    withRecord: readInclude(query.include),
  }
}

/** @throws 400 for a parameter that is none of these */
export function refuseUnknown(query: QueryString, known: readonly string[]): void {
  const name = Object.keys(query).find((parameter) => !known.includes(parameter))
  if (name === undefined) return
  const detail = `There is no parameter "${name}".${didYouMean(name, known)}`
  throw unknownParameter('unknown_parameter', detail, { parameter: name, known })
}

/** The parameters that say what of the events is asked for. */
export const SELECTION = SELECTING

/** A cursor, or one of its two words. @throws 400 when it is neither */
export function readAfter(value: unknown): EventRequest['after'] {
  if (value === undefined || value === '' || value === 'earliest') return 'earliest'
  if (value === 'latest') return value
  const position = typeof value === 'string' ? readPosition(value) : null
  if (position) return position
  throw badRequest(
    'malformed_cursor',
    'This is not a cursor of events. Write one that an answer had, or "earliest", or "latest".',
    'after'
  )
}

function readSubject(value: unknown, readable: readonly Resource[]): EventRequest['subject'] {
  if (value === undefined) return null
  const [name = '', id = ''] = typeof value === 'string' ? value.split('/') : []
  if (!UUID.test(id) || value !== `${name}/${id}`) {
    throw malformed(
      'subject',
      'a resource and an id, such as customers/0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03'
    )
  }
  const resource = readable.find((each) => each.name === name)
  if (resource) return { resource, id: id.toLowerCase() }
  const known = readable.map((each) => each.name)
  const detail = `There is no resource "${name}".${didYouMean(name, known)}`
  throw unknownParameter('unknown_resource', detail, { parameter: 'subject', known })
}

function readInclude(value: unknown): boolean {
  if (value === undefined || value === '') return false
  if (value === 'record') return true
  throw unknownParameter('unknown_include', 'There is only "record" to include.', {
    parameter: 'include',
    known: ['record'],
  })
}
