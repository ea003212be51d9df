import { defineResource } from '#core/resources/define_resource'
import {
  choice,
  code,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { optionalText, requiredEmail } from '#core/resources/validation/fields'

export const SUPPRESSION_REASONS = ['manual', 'unsubscribed', 'complained', 'bounced'] as const

/** The addresses to which an organization sends nothing more. */
export default defineResource({
  name: 'email-suppressions',
  singular: 'email_suppression',
  table: 'email_suppressions',
  model: () => import('#plugins/emails/models/email_suppression'),
  standard: ['read', 'create', 'update', 'delete', 'export', 'bulk'],
  own: { creator: 'created_by_id' },
  attachable: false,
  sample: () => ({ email: 'former@customer.example' }),
  constraints: {
    email_suppressions_email_unique: {
      field: 'email',
      message: 'The address is on the list already.',
    },
  },

  in: ['list', 'detail', 'export', 'page'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    email: code({
      nullable: false,
      rule: { create: requiredEmail() },
      anyCase: 'r.email_key',
      search: true,
    }),
    reason: choice(SUPPRESSION_REASONS),
    note: text({ rule: optionalText(500) }),
    version: version(),
    created_at: timestamp({ nullable: false }),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
