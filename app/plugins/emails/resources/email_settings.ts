import { defineResource } from '#core/resources/define_resource'
import {
  choice,
  code,
  integer,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  mandatoryText,
  optionalEmail,
  optionalInteger,
  optionalText,
  requiredEmail,
} from '#core/resources/validation/fields'

/** How a connection to a mail server is encrypted. There is none that is not. */
export const SMTP_SECURITY = ['starttls', 'implicit'] as const

/** Who reports what became of e-mails. */
export const EVENT_PROVIDERS = ['mailgun', 'postmark', 'sendgrid', 'ses'] as const

const MAX_PORT = 65_535

/** As whom an organization writes, and through which mail server: one of each organization. */
export default defineResource({
  name: 'email-settings',
  singular: 'email_settings',
  table: 'email_settings',
  model: () => import('#plugins/emails/models/email_settings'),
  writes: async () =>
    (await import('#plugins/emails/validators/email_settings')).emailSettingsValidators,
  standard: ['read', 'create', 'update', 'delete'],
  own: { creator: 'created_by_id' },
  emits: ['renew_events_url'],
  permittedBy: { renew_events_url: 'update' },
  attachable: false,
  importable: false,
  sample: () => ({ sender_name: 'Acme', sender_email: 'sales@acme.example' }),
  constraints: {
    email_settings_once: {
      field: 'sender_email',
      message: 'The organization has e-mail settings already.',
    },
  },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail'] }),
    organization: organizationId(),
    sender_name: text({
      nullable: false,
      rule: mandatoryText(100),
      in: ['list', 'detail', 'page'],
    }),
    sender_email: code({
      nullable: false,
      rule: { create: requiredEmail(), update: requiredEmail().optional() },
      anyCase: true,
      in: ['list', 'detail', 'page'],
    }),
    reply_to: code({ rule: optionalEmail(), anyCase: true, in: ['list', 'detail'] }),
    smtp_host: code({ rule: optionalText(253), in: ['list', 'detail', 'page'] }),
    smtp_port: integer({ rule: optionalInteger(1, MAX_PORT) }),
    smtp_security: choice(SMTP_SECURITY, { writable: true }),
    smtp_username: code({ rule: optionalText(255) }),
    credentials_changed_at: timestamp({ in: ['list', 'detail'] }),
    events_provider: choice(EVENT_PROVIDERS, {
      nullable: true,
      writable: true,
    }),
    events_key_changed_at: timestamp(),
    daily_limit: integer({ rule: optionalInteger(0, 1_000_000), in: ['list', 'detail', 'page'] }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail'] }),
    updated_at: timestamp({ nullable: false, in: ['detail'] }),
  },
})
