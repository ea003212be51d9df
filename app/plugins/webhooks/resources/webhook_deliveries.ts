import { defineResource } from '#core/resources/define_resource'
import {
  choice,
  code,
  embedded,
  integer,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
} from '#core/resources/fields'
import { MANAGE } from '#plugins/webhooks/models/webhook/sponsor'

export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'skipped'] as const

const HEADERS = {
  type: 'object' as const,
  additionalProperties: { type: 'string' as const },
}

/** A webhook, as its deliveries show it. */
const webhookSummary = { id: uuid({ nullable: false }), url: code({ nullable: false }) }

const ATTEMPT = {
  type: 'object' as const,
  properties: {
    attempt: { type: 'integer' as const },
    at: { type: 'string' as const, format: 'date-time' },
    status: { type: ['integer' as const, 'null' as const] },
    duration_ms: { type: 'integer' as const },
    error: { type: ['string' as const, 'null' as const] },
  },
  required: ['attempt', 'at', 'status', 'duration_ms', 'error'],
}

/** What became of each event that a webhook sends. Written by workers. */
export default defineResource({
  name: 'webhook-deliveries',
  singular: 'webhook_delivery',
  table: 'webhook_deliveries',
  standard: ['read'],
  managedBy: MANAGE,
  attachable: false,
  parent: { resource: 'webhooks', key: 'webhook_id', path: 'deliveries' },
  openCondition: `r.state = 'pending'`,
  sample: async ({ idOf }) => {
    const { makeSample } = await import('#plugins/webhooks/delivery/enqueue')
    return makeSample(idOf('webhooks'))
  },

  relations: { webhook: { table: 'webhooks', key: 'webhook_id' } },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    webhook: embedded('webhook', webhookSummary, { key: 'webhook_id', nullable: false }),
    event_id: uuid({ nullable: false }),
    event_type: code({ nullable: false, in: ['list', 'detail', 'page'] }),
    subject: code({ nullable: false, in: ['list', 'detail', 'page'] }),
    state: choice(DELIVERY_STATES, { in: ['list', 'detail', 'page'] }),
    attempt: integer({ nullable: false, in: ['list', 'detail', 'page'] }),
    status: integer({ in: ['list', 'detail', 'page'] }),
    duration_ms: integer(),
    error: text({ in: ['list', 'detail', 'page'] }),
    next_attempt_at: timestamp({ in: ['list', 'detail', 'page'] }),
    attempted_at: timestamp({ in: ['list', 'detail', 'page'] }),
    replay_of_id: uuid(),
    request_headers: json({ sql: 'r.request_headers', holds: HEADERS, in: ['detail'] }),
    answer_headers: json({ sql: 'r.answer_headers', holds: HEADERS, in: ['detail'] }),
    answer: text({ filter: false, sort: false, in: ['detail'] }),
    attempts: json({
      sql: 'r.attempts',
      nullable: false,
      holds: { type: 'array', items: ATTEMPT },
      in: ['detail'],
    }),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
  },
})
