/*
|--------------------------------------------------------------------------
| Routes of e-mails
|--------------------------------------------------------------------------
|
| What is written to people and leads, and what providers and recipients
| answer: those call without a login, with a token that is signed.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'
import emailSettings from '#plugins/emails/resources/email_settings'
import emailSuppressions from '#plugins/emails/resources/email_suppressions'
import emailTemplates from '#plugins/emails/resources/email_templates'
import emails from '#plugins/emails/resources/emails'

const { access } = middleware

export function emailRoutes() {
  resourceRoutes(emails, {
    own: { store: [controllers.emails.Emails, 'store'] },
    more: (may) => {
      router
        .post('/preview', [controllers.emails.EmailPreviews, 'store'])
        .use(may('create'))
        .as('email_previews.store')
    },
  })
  resourceRoutes(emailTemplates)
  resourceRoutes(emailSuppressions)
  resourceRoutes(emailSettings, {
    more: (may) => {
      router
        .post('/:id/test', [controllers.emails.EmailSettingsTests, 'store'])
        .use(access({ permission: emailSettings.permission('update'), unit: 'none' }))
        .as('email_settings_tests.store')
      router
        .route('/:id/events_url', ['GET', 'HEAD'], [controllers.emails.EmailEventsUrls, 'show'])
        .use(may('update'))
        .as('email_events_urls.show')
      router
        .post('/:id/events_url', [controllers.emails.EmailEventsUrls, 'store'])
        .use(may('update'))
        .as('email_events_urls.store')
    },
  })
  router
    .route(
      '/email-unsubscribes/:token',
      ['GET', 'HEAD'],
      [controllers.emails.EmailUnsubscribes, 'show']
    )
    .use(access('public'))
    .as('email_unsubscribes.show')
  router
    .post('/email-unsubscribes/:token', [controllers.emails.EmailUnsubscribes, 'store'])
    .use(access('public_webhook'))
    .as('email_unsubscribes.store')
  router
    .post('/email-events/:token', [controllers.emails.EmailEvents, 'store'])
    .use(access('public_webhook'))
    .as('email_events.store')
}
