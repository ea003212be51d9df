import type { JSONSchema7 } from 'json-schema'
import { orNull } from '#core/resources/json'
import { ID, NUMBER, TEXT, TIME, listOf, object } from '#core/resources/openapi/operation'
import { DEFAULT_SIZE, MAX_PAGE_SIZE } from '#core/resources/query/list_request'
import { kindTitles } from '#core/timeline/kinds'

const named = object({ type: TEXT, id: ID, label: orNull(TEXT) })

const nullable = (schema: JSONSchema7): JSONSchema7 => ({ anyOf: [schema, { type: 'null' }] })

/** Something in a timeline. */
function item(): JSONSchema7 {
  return object({
    id: { type: 'string', description: 'Its kind, and what tells it from others of that.' },
    at: TIME,
    kind: { type: 'string', description: [...kindTitles().keys()].toSorted().join(', ') },
    actor: nullable(object({ id: ID, full_name: orNull(TEXT), email: orNull(TEXT) })),
    summary: { type: 'string', description: 'One line, in plain text.' },
    record: { ...named, description: 'What it is about.' },
    via: nullable({
      ...named,
      description:
        'The associated record in whose timeline it stands; null for those of the record.',
    }),
    data: { type: ['object', 'null'], description: 'What else there is, by its kind.' },
  })
}

/** A page of a timeline, as it is answered. */
export function timelinePage(): JSONSchema7 {
  return object({
    count: { type: 'null' },
    next: { type: ['string', 'null'], format: 'uri' },
    previous: { type: 'null' },
    page_size: NUMBER,
    results: listOf(item()),
  })
}

/** How it is asked for. */
export function timelineParameters(): Readonly<Record<string, JSONSchema7>> {
  const moment = 'A time, or a day of the organization.'
  return {
    kinds: { type: 'string', description: 'Names with commas between them; all by default.' },
    since: { type: 'string', description: `${moment} It belongs to what is answered.` },
    until: { type: 'string', description: `${moment} It belongs to what is answered.` },
    cursor: { type: 'string', description: 'From `next`.' },
    limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_SIZE },
  }
}
