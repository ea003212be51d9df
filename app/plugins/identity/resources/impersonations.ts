import { schemaOfSummary } from '#core/resources/answer_schema'
import { actorSummary, userSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import { boolean, embedded, json, text, timestamp, uuid } from '#core/resources/fields'

/** Operators of the installation who acted as somebody of the organization, and why. */
export default defineResource({
  name: 'impersonations',
  singular: 'impersonation',
  standard: ['read', 'export'],

  relations: { user_account: { table: 'users', key: 'user_id', global: true } },

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'export'] }),
    user_id: uuid({ in: ['export'] }),
    user: embedded('user_account', userSummary, { key: 'user_id' }),
    superuser: json({
      key: 'superuser_id',
      sql: 'impersonator(r.superuser_id)',
      nullable: false,
      holds: schemaOfSummary(actorSummary),
    }),
    superuser_id: uuid({ in: ['export'] }),
    reason: text({ nullable: false, in: ['list', 'detail', 'export'] }),
    is_running: boolean({
      sql: '(r.ended_at IS NULL AND r.expires_at > now())',
      nullable: false,
      sort: false,
    }),
    expires_at: timestamp({ nullable: false, in: ['list', 'detail', 'export'] }),
    ended_at: timestamp({ in: ['list', 'detail', 'export'] }),
  },
})
