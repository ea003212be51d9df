import type { JSONSchema7 } from 'json-schema'
import { FLAG, NUMBER, TEXT, TIME, listOf, object } from '#core/resources/openapi/operation'
import { DEFAULT_SIZE, MAX_PAGE, MAX_PAGE_SIZE } from '#core/resources/query/list_request'

/** How two records are associated, as the one that was asked about sees it. */
const ASSOCIATION = object({
  labels: listOf(
    object({
      key: TEXT,
      title: TEXT,
      is_inverse: {
        type: 'boolean',
        description: 'Whether it says what the one is for the other, both being of one resource.',
      },
    })
  ),
  is_primary: FLAG,
  version: NUMBER,
  created_at: TIME,
  updated_at: TIME,
})

/** An entry of a list of another resource, with the association. Which members it has is that one's to say. */
export function associated(): JSONSchema7 {
  return {
    type: 'object',
    properties: { association: ASSOCIATION },
    required: ['association'],
    additionalProperties: true,
  }
}

export function pageOfAssociated(): JSONSchema7 {
  const link: JSONSchema7 = { type: ['string', 'null'], format: 'uri' }
  return object({
    count: { type: ['integer', 'null'] },
    next: link,
    previous: link,
    page_size: NUMBER,
    results: listOf(associated()),
  })
}

/** How it is asked for. Filters are those of the other resource's own list, with `associated[…]`. */
export function associationParameters(): Readonly<Record<string, JSONSchema7>> {
  return {
    label: { type: 'string', description: 'Only those that have this label for the record.' },
    page: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 1 },
    page_size: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_SIZE },
    cursor: { type: 'string' },
    count: { const: 'exact' },
    ordering: { type: 'string', description: 'As lists of the other resource have it.' },
    search: { type: 'string' },
    fields: { type: 'string', description: 'Names with commas between them.' },
    include: { type: 'string', description: 'As lists of the other resource have it.' },
  }
}
