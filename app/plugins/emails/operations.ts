import {
  type ApiDescription,
  TEXT,
  detailOf,
  file,
  message,
  object,
} from '#core/resources/openapi/operation'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import emails from '#plugins/emails/resources/emails'
import { emailPreviewValidator, emailValidator } from '#plugins/emails/validators/email'

const URL_OF_EVENTS = object({ url: TEXT })

const description: ApiDescription = {
  operations: {
    'emails.store': {
      id: 'createEmail',
      summary: 'Send an e-mail to a person or a lead',
      description:
        'It is answered as `queued`, and sent in the background. What it says comes from a template, from `subject` and `body`, or from both; variables are fields that the caller may read.',
      body: emailValidator,
      headers: ['ETag', 'Location'],
      answers: { 201: detailOf(emails) },
    },
    'email_previews.store': {
      id: 'previewEmail',
      summary: 'Read what an e-mail would say',
      description: 'Nothing is sent, and nothing is kept.',
      body: emailPreviewValidator,
      headers: [],
      answers: { 200: object({ subject: TEXT, text: TEXT, html: TEXT }) },
    },
    'email_settings_tests.store': {
      id: 'testEmailSettings',
      summary: 'Send a mail to the caller through the mail server of the settings',
      description: 'It is waited for what the mail server says: 422 `email_test_failed` with that.',
      body: emptyBodyValidator,
      headers: [],
      answers: { 200: message() },
    },
    'email_events_urls.show': {
      id: 'getEmailEventsUrl',
      summary: 'Read the address to which a provider reports what became of e-mails',
      headers: [],
      answers: { 200: URL_OF_EVENTS },
    },
    'email_events_urls.store': {
      id: 'renewEmailEventsUrl',
      summary: 'Make another address for the reports of a provider',
      description: 'The one before is void at once.',
      body: emptyBodyValidator,
      headers: [],
      answers: { 200: URL_OF_EVENTS },
    },
    'email_unsubscribes.show': {
      id: 'getEmailUnsubscribe',
      summary: 'Read the page that asks whether to get no more e-mails',
      headers: [],
      answers: { 200: file('text/html') },
    },
    'email_unsubscribes.store': {
      id: 'unsubscribeFromEmails',
      summary: 'Get no more e-mails of an organization',
      description: 'As the link of an e-mail is followed by one click (RFC 8058).',
      form: { type: 'object', properties: { 'List-Unsubscribe': TEXT } },
      headers: [],
      answers: { 200: file('text/html') },
    },
    'email_events.store': {
      id: 'reportEmailEvents',
      summary: 'Report what became of e-mails',
      description:
        'As Postmark, SendGrid, Mailgun and Amazon SES (by SNS) do it: bounces for good, complaints and unsubscribes.',
      reported: { type: ['object', 'array'], items: {} },
      headers: [],
      answers: { 200: message() },
    },
  },
}

export default description
