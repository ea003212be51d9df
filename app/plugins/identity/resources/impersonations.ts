import { schemaOfSummary } from '#core/resources/summary'
import { actorSummary, userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import { boolean, embedded, json, text, timestamp, uuid } from '#core/resources/fields'

const shown = [
  'id',
  'user',
  'superuser',
  'reason',
  'is_running',
  'created_at',
  'expires_at',
  'ended_at',
]

/** Operators of the installation who acted as somebody of the organization, and why. */
export default defineResource({
  name: 'impersonations',
  singular: 'impersonation',
  standard: ['read', 'export'],

  relations: { user_account: { table: 'users', key: 'user_id', global: true } },

  fields: {
    id: uuid({ nullable: false }),
    user: embedded('user_account', userSummary, { key: 'user_id' }),
    user_id: uuid({ sort: false }),
    superuser: json({
      key: 'superuser_id',
      sql: 'impersonator(r.superuser_id)',
      nullable: false,
      holds: schemaOfSummary(actorSummary),
    }),
    superuser_id: uuid({ sort: false }),
    reason: text({ nullable: false }),
    is_running: boolean({
      sql: '(r.ended_at IS NULL AND r.expires_at > now())',
      nullable: false,
      sort: false,
    }),
    created_at: timestamp({ nullable: false }),
    expires_at: timestamp({ nullable: false }),
    ended_at: timestamp(),
  },

  list: shown,
  detail: shown,
  export: ['id', 'created_at', 'user_id', 'superuser_id', 'reason', 'expires_at', 'ended_at'],
})
