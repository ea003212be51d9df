import { schemaOfSummary } from '#core/resources/answer_schema'
import { text } from '#core/resources/fields'
import { inputSchemas } from '#core/resources/inputs'
import { type ApiDescription, message } from '#core/resources/openapi/operation'
import webhooks from '#plugins/webhooks/resources/webhooks'

const shown = Object.entries(webhooks.fields).filter(([name]) => webhooks.detail.includes(name))

/** A webhook with its secret, which is seen this once. */
const WITH_SECRET = schemaOfSummary({
  ...Object.fromEntries(shown),
  secret: text({ nullable: false }),
})

const description: ApiDescription = {
  operations: {
    'webhooks.store': {
      id: 'createWebhook',
      summary: 'Create a webhook',
      description:
        'It sends what happens from now on, as far as who creates it may read it. `secret` is seen this once. At most 20 of each organization.',
      body: inputSchemas(webhooks).create,
      headers: ['ETag', 'Location'],
      answers: { 201: WITH_SECRET },
    },
    'webhooks.post_webhooks_rotate': {
      id: 'rotateWebhook',
      summary: 'Replace the secret of a webhook',
      description:
        '`secret` is seen this once. Requests are signed with both secrets for 24 hours.',
      command: 'rotate',
      answers: { 200: message({ webhook: WITH_SECRET }) },
    },
  },
}

export default description
