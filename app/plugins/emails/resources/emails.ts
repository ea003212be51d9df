import { actorField } from '#plugins/identity/actor_field'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import { emailTemplateSummary } from '#plugins/emails/summaries'
import { recordsNamed } from '#core/resources/query/records_named'
import { defineResource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import {
  choice,
  code,
  embedded,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'

export const EMAIL_STATES = ['queued', 'sent', 'failed', 'bounced', 'opted_out'] as const

/** Of which resources those are to whom is written. */
export const RECIPIENTS = ['people', 'leads'] as const

/** What was sent to people and leads, and what became of it. It is there for who reads whom it went to, and what it was sent from. */
export default defineResource({
  name: 'emails',
  singular: 'email',
  model: () => import('#plugins/emails/models/email'),
  standard: ['read', 'create', 'delete', 'export'],
  own: { creator: 'created_by_id' },
  emits: ['send', 'fail', 'bounce', 'opt_out'],
  attachable: false,
  importable: false,
  rowFilter: (here) => (caller, bind) => {
    const recipients = RECIPIENTS.flatMap((name) => resources.get(name) ?? [])
    const named = (of: typeof recipients, columns: Parameters<typeof recordsNamed>[2]) =>
      recordsNamed(here, of, columns)(caller, bind) ?? 'true'
    const toThem = named(recipients, { type: 'to_type', id: 'to_id' })
    const fromThat = named([...attachableResources()], { type: 'resource', id: 'record_id' })
    return `(${toThem}) AND (r.record_id IS NULL OR ${fromThat})`
  },
  sample: async ({ idOf }) => {
    const { makeSample } = await import('#plugins/emails/models/email/sample')
    return makeSample(idOf('people'))
  },

  relations: {
    template: { table: 'email_templates', key: 'template_id', isTrace: true },
    author: { table: 'users', key: 'created_by_id', global: true },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    to_type: choice(RECIPIENTS, { in: ['list', 'detail', 'export'] }),
    to_id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    to_email: code({
      nullable: false,
      anyCase: 'r.to_email_key',
      search: true,
      in: 'everywhere',
    }),
    resource: code({ in: ['list', 'detail', 'export'] }),
    record_id: uuid({ in: ['list', 'detail', 'export'] }),
    template: embedded('template', emailTemplateSummary, { key: 'template_id' }),
    from_name: text({ nullable: false }),
    from_email: code({ nullable: false, anyCase: true }),
    reply_to: code({ anyCase: true }),
    subject: text({ nullable: false, search: true, in: 'everywhere' }),
    text: text({ nullable: false, filter: false, sort: false, in: ['detail'] }),
    html: text({ nullable: false, filter: false, sort: false, in: ['detail'] }),
    attachment_ids: json({
      sql: 'to_json(r.attachment_ids)',
      nullable: false,
      holds: { type: 'array', items: { type: 'string', format: 'uuid' } },
    }),
    message_id: code({ nullable: false }),
    state: choice(EMAIL_STATES, { in: 'everywhere' }),
    reason: text({ filter: false, sort: false, in: ['list', 'detail', 'export'] }),
    sent_at: timestamp({ in: ['list', 'detail', 'export', 'page'] }),
    redacted_at: timestamp({ in: ['list', 'detail'] }),
    created_by: actorField('author', 'created_by_id', ['list', 'detail', 'page']),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
  },
})
