import { defineResource } from '#core/resources/define_resource'
import { organizationId, text, timestamp, uuid, version } from '#core/resources/fields'
import { mandatoryText } from '#core/resources/validation/fields'

export const MAX_BODY_LENGTH = 20_000

/** What an organization writes again and again: a subject and a body in Markdown, both with variables. */
export default defineResource({
  name: 'email-templates',
  singular: 'email_template',
  table: 'email_templates',
  model: () => import('#plugins/emails/models/email_template'),
  authorizeChange: async (context, change) => {
    const { ensureKnownVariables } = await import('#plugins/emails/rendering/known_variables')
    await ensureKnownVariables(context.identity, change)
  },
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },
  attachable: false,
  sample: () => ({ name: 'Welcome', subject: 'Welcome', body: 'Hello {{ recipient.name }}' }),

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    name: text({ nullable: false, rule: mandatoryText(255), search: true, in: 'everywhere' }),
    subject: text({ nullable: false, rule: mandatoryText(255), search: true, in: 'everywhere' }),
    body: text({ nullable: false, rule: mandatoryText(MAX_BODY_LENGTH), sort: false }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail'] }),
    updated_at: timestamp({ nullable: false, in: ['list', 'detail', 'page'] }),
  },
})
