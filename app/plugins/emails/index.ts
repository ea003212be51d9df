import { definePlugin } from '#core/plugins/api'
import confirmSubscription from '#plugins/emails/jobs/confirm_subscription'
import recordEvents from '#plugins/emails/jobs/record_events'
import sendEmail from '#plugins/emails/jobs/send'
import type Email from '#plugins/emails/models/email'
import type EmailSettings from '#plugins/emails/models/email_settings'
import type EmailSuppression from '#plugins/emails/models/email_suppression'
import type EmailTemplate from '#plugins/emails/models/email_template'
import emailSettings from '#plugins/emails/resources/email_settings'
import emailSuppressions from '#plugins/emails/resources/email_suppressions'
import emailTemplates from '#plugins/emails/resources/email_templates'
import emails from '#plugins/emails/resources/emails'
import { emailKind } from '#plugins/emails/timeline'

declare module '#core/plugins/api' {
  interface Resources {
    'emails': { model: Email; actions: 'send' | 'fail' | 'bounce' | 'opt_out' }
    'email-templates': { model: EmailTemplate }
    'email-suppressions': { model: EmailSuppression }
    'email-settings': { model: EmailSettings; actions: 'renew_events_url' }
  }
}

/** E-mails to people and leads: as whom, by which templates, and to whom not. */
export default definePlugin({
  id: 'emails',
  version: '1.0.0',
  core: true,
  requires: {
    access: '^1.0.0',
    attachments: '^1.0.0',
    identity: '^1.0.0',
    leads: '^1.0.0',
    people: '^1.0.0',
  },
  resources: [emails, emailTemplates, emailSuppressions, emailSettings],
  timeline: { email: emailKind },
  describes: () => import('#plugins/emails/operations'),
  roles: {
    manager: ['emails:*', 'email-templates:*', 'email-suppressions:*', 'email-settings:*'],
    sales: [
      'emails:read',
      'emails:create',
      'email-templates:read',
      'email-templates:create',
      'email-templates:update/own',
      'email-suppressions:read',
      'email-suppressions:create',
    ],
    support: ['emails:read', 'emails:create', 'email-templates:read', 'email-suppressions:read'],
    viewer: ['emails:read', 'email-templates:read'],
  },
  enqueues: [sendEmail, recordEvents, confirmSubscription],
  jobs: {
    sweep: {
      every: '20 3 * * *',
      transaction: true,
      handle: async ({ query }) => {
        await query(
          `DELETE FROM email_counts
           WHERE organization_id = app_organization() AND day < organization_today() - 7`
        )
      },
    },
  },
})
