import type { JSONSchema7 } from 'json-schema'
import { WAYS } from '#core/events/cloud_event'
import { DEFAULT_EVENTS, MAX_EVENTS, MAX_WAIT_SECONDS } from '#core/events/event_request'
import {
  FLAG,
  ID,
  NUMBER,
  type Operations,
  TEXT,
  TIME,
  file,
  listOf,
  object,
  refTo,
} from '#core/resources/openapi/operation'
import { orNull } from '#core/resources/json'

/** Anything that a field may hold. */
const VALUE: JSONSchema7 = {}

const DATA: JSONSchema7 = {
  type: 'object',
  properties: {
    record: {
      type: ['object', 'null'],
      description: 'The record as it is now; null where it is deleted. With `include=record`.',
    },
    changes: { type: 'object', additionalProperties: object({ from: VALUE, to: VALUE }) },
    actor: object({ type: { type: 'string', enum: ['user', 'system'] }, id: orNull(ID) }),
    via: { type: 'string', enum: [...WAYS] },
    cause_id: { type: ['string', 'null'], description: 'The `X-Request-Id` of what caused it.' },
    version: { ...orNull(NUMBER), description: 'The version that the record had then.' },
  },
  required: ['changes', 'actor', 'via', 'cause_id', 'version'],
}

const EVENT: JSONSchema7 = {
  type: 'object',
  description: 'CloudEvents 1.0. Of a record that has left your reach, there is no `data`.',
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: { ...ID, description: 'That of the event in the audit log; the same at each reading.' },
    source: { type: 'string', description: '`/organizations/{id}`' },
    type: { type: 'string', description: '`deals.move`, or `deals.unreachable`' },
    time: TIME,
    subject: { type: 'string', description: '`deals/{id}`, as in paths.' },
    sequence: {
      type: 'string',
      description: 'Its place among those of the organization: in order as text, and a cursor.',
    },
    data: DATA,
  },
  required: ['specversion', 'id', 'source', 'type', 'time', 'subject', 'sequence'],
}

/** What says which events are asked for. */
export const SELECTION_PARAMETERS: Readonly<Record<string, JSONSchema7>> = {
  types: {
    type: 'string',
    description: 'Types with commas between them: `deals.*,leads.convert`. Default: all.',
  },
  subject: { type: 'string', description: 'One record: `deals/{id}`.' },
  include: { type: 'string', enum: ['record'], description: 'Adds the record as it is now.' },
}

export const eventOperations: Operations = {
  'events.index': {
    id: 'listEvents',
    summary: 'Read what happened, in the order in which it was committed',
    description:
      'Goes on from `cursor`. As far as you may read the records now, and without fields that are hidden from you.',
    query: {
      after: {
        type: 'string',
        description: 'A cursor, `earliest` (the default), or `latest` for what comes from now on.',
      },
      ...SELECTION_PARAMETERS,
      limit: { type: 'integer', minimum: 1, maximum: MAX_EVENTS, default: DEFAULT_EVENTS },
      wait: {
        type: 'integer',
        minimum: 0,
        maximum: MAX_WAIT_SECONDS,
        default: 0,
        description: 'Seconds to wait for an event where there is none yet.',
      },
    },
    answers: { 200: object({ results: listOf(refTo('Event')), cursor: TEXT, has_more: FLAG }) },
  },
  'event_streams.show': {
    id: 'streamEvents',
    summary: 'Receive what happens, as it is committed',
    description:
      'Server-sent events: `data` is an event, `id` its cursor. Goes on from `Last-Event-ID`, otherwise from `after`, and ends when the caller is let in no more.',
    query: {
      after: {
        type: 'string',
        description: 'A cursor, `earliest`, or `latest` (the default).',
      },
      ...SELECTION_PARAMETERS,
    },
    answers: { 200: file('text/event-stream') },
  },
}

export const eventSchemas: Readonly<Record<string, JSONSchema7>> = { Event: EVENT }
