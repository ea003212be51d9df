import { actorField } from '#plugins/identity/actor_field'
import { schemaOfSummary } from '#core/resources/answer_schema'
import { detailsSql } from '#core/audit/changes'
import { shownChangesSql } from '#core/audit/confidential'
import { type Summary, objectOf } from '#core/resources/summary'
import { actorSummary } from '#plugins/identity/summaries'
import { defineResource } from '#core/resources/define_resource'
import { choice, code, json, text, timestamp, uuid } from '#core/resources/fields'

/* What is named in an event may be gone since, and its name with it. */
const recordSummary: Summary = {
  id: uuid({ sql: '{}.record_id', nullable: false }),
  label: text({ sql: '{}.record_label' }),
}
const keySummary: Summary = { id: uuid({ nullable: false }), name: text() }

/**
 * Who did what to which record, and when. Events are written by the database
 * and never changed; the system's own have no actor. Somebody's own events are
 * those of what they did themselves.
 */
export default defineResource({
  name: 'audit-logs',
  singular: 'audit_log',
  table: '(SELECT event.*, 1 AS version FROM audit_events event)',
  standard: ['read', 'export'],
  own: { creator: 'actor_id' },

  relations: {
    actor: { table: 'users', key: 'actor_id', global: true },
    api_key: { table: 'api_keys', key: 'api_key_id' },
  },

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false, sort: false }),
    created_at: timestamp({ nullable: false }),
    action: code({ nullable: false, sort: false }),
    outcome: choice(['done', 'refused'], { sort: false }),
    resource: code({ nullable: false, sort: false }),
    record: json({
      key: 'record_id',
      sql: `CASE WHEN r.record_id IS NULL THEN NULL
            ELSE ${objectOf(recordSummary, 'r')} END`,
      holds: schemaOfSummary(recordSummary),
      in: ['list', 'detail'],
    }),
    record_id: uuid({ in: ['export'] }),
    record_label: text({ filter: false, sort: false, in: ['export'] }),
    actor: actorField('actor', 'actor_id', ['list', 'detail']),
    actor_id: uuid({ in: ['export'] }),
    actor_email: text({
      sql: `CASE WHEN r.actor_id IS NULL THEN NULL
            ELSE coalesce(actor.email, former_actor(r.actor_id) ->> 'email') END`,
      relations: ['actor'],
      filter: false,
      sort: false,
      in: ['export'],
    }),
    api_key: json({
      key: 'api_key_id',
      relations: ['api_key'],
      sql: `CASE WHEN r.api_key_id IS NULL THEN NULL
            ELSE json_build_object('id', r.api_key_id, 'name', api_key.name) END`,
      holds: schemaOfSummary(keySummary),
      in: ['list', 'detail'],
    }),
    api_key_id: uuid({ in: ['export'] }),
    /* An operator of the installation, who did it as the actor, to help. */
    impersonator: json({
      key: 'impersonator_id',
      sql: 'CASE WHEN r.impersonator_id IS NULL THEN NULL ELSE impersonator(r.impersonator_id) END',
      holds: schemaOfSummary(actorSummary),
      in: ['list', 'detail'],
    }),
    impersonator_id: uuid({ in: ['export'] }),
    changes: json({
      sqlFor: shownChangesSql,
      nullable: false,
      holds: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { from: {}, to: {} },
          required: ['from', 'to'],
        },
      },
    }),
    details: json({ sqlFor: detailsSql, holds: { type: 'object' }, in: ['list', 'detail'] }),
    request_id: code({ sort: false }),
  },
})
