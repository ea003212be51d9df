import vine from '@vinejs/vine'
import { userSummary } from '#plugins/identity/summaries'
import { defineResource, once } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  embedded,
  json,
  organizationId,
  text,
  textArray,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { optionalText, requiredText } from '#core/resources/validation/fields'
import { MANAGE } from '#plugins/webhooks/models/webhook/sponsor'

const authorizing = once(() => import('#plugins/webhooks/models/webhook/authorize'))

export const STATES = ['active', 'paused', 'disabled'] as const

export const SHAPES = ['full', 'thin'] as const

const MAX_NAMES = 50

const url = () =>
  vine
    .string()
    .url({
      protocols: ['https', 'http'],
      require_protocol: true,
      require_tld: false,
      disallow_auth: true,
    })
    .maxLength(2000)

const names = () => vine.array(requiredText(100)).minLength(1).maxLength(MAX_NAMES).distinct()

/** By resource, as `where` of its queries. */
const FILTER = { type: 'object' as const, additionalProperties: { type: 'object' as const } }

/** Of how far it has come. */
const progress = (column: string) =>
  `(SELECT p.${column} FROM webhook_progress p
    WHERE p.organization_id = r.organization_id AND p.webhook_id = r.id)`

/** Where events of the organization are sent. The secret is seen when it is made, and never again. */
export default defineResource({
  name: 'webhooks',
  singular: 'webhook',
  model: () => import('#plugins/webhooks/models/webhook'),
  authorizeChange: async (...change) => (await authorizing()).authorizeSubscription(...change),
  standard: ['read', 'create', 'update', 'delete'],
  managedBy: MANAGE,
  emits: ['rotate', 'pause', 'resume', 'disable'],
  commands: ['rotate', 'pause', 'resume'],
  permittedBy: { rotate: 'update', pause: 'update', resume: 'update' },
  importable: false,
  attachable: false,
  sample: () => ({ url: 'https://hooks.example.com/crm', types: ['deals.*'] }),

  relations: {
    sponsor: { table: 'users', key: 'sponsor_id', global: true, isTrace: true },
  },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(['list', 'detail']),
    url: code({
      nullable: false,
      search: true,
      rule: { create: url(), update: url().optional() },
      in: ['list', 'detail', 'page'],
    }),
    description: text({
      rule: optionalText(255),
      search: true,
      in: ['list', 'detail', 'page'],
    }),
    types: textArray({
      nullable: false,
      rule: { create: names(), update: names().optional() },
      in: ['list', 'detail', 'page'],
    }),
    changed_fields: textArray({ filter: false, rule: names().nullable().optional() }),
    filter: json({
      sql: 'r.filter',
      holds: FILTER,
      rule: vine.object({}).allowUnknownProperties().nullable().optional(),
    }),
    shape: choice(SHAPES, { writable: true }),
    skip_own: boolean({ nullable: false, writable: true }),
    state: choice(STATES, { in: ['list', 'detail', 'page'] }),
    state_reason: code(),
    failing_since: timestamp({
      sql: progress('failing_since'),
      filter: false,
      sort: false,
      in: ['list', 'detail', 'page'],
    }),
    sponsor: embedded('sponsor', userSummary, { key: 'sponsor_id' }),
    previous_secret_until: timestamp({ filter: false, sort: false, in: ['detail'] }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
