import vine from '@vinejs/vine'
import type { PluginRoutes, RecordContext } from '#core/plugins/api'
import { invalid } from '#core/http/exceptions/problem'
import { ID, message } from '#core/resources/openapi/operation'
import { form, requiredText } from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'
import { isMoment } from '#core/calendar/iso_text'
import { MANAGE } from '#plugins/webhooks/models/webhook/sponsor'

const WITH_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/
const moment = (title: string) =>
  vine
    .string()
    .use(form({ pattern: WITH_ZONE, what: 'a time such as 2027-01-31T12:00:00Z' }))
    .meta({ title })

const replayValidator = strictObject(
  vine.object({
    after: moment('From'),
    before: moment('Before'),
    types: vine.array(requiredText(100)).minLength(1).maxLength(50).distinct().optional(),
  })
)

const DELIVERED_LATER = { 202: message({ delivery_id: ID }) }

/** What is done with webhooks and their deliveries. */
export function webhookRoutes({ command, record }: Pick<PluginRoutes, 'command' | 'record'>): void {
  command('webhooks', 'pause', (webhook) => webhook.pause(), {
    summary: 'Pause a webhook',
    description: 'It sends nothing until it is resumed, and then what happened meanwhile.',
    done: 'Webhook paused.',
  })
  command('webhooks', 'resume', (webhook) => webhook.resume(), {
    summary: 'Resume a webhook that is paused or disabled',
    description:
      'It goes on where it was, with the rights of who resumes it, as far as events are kept.',
    done: 'Webhook resumed.',
  })
  command('webhooks', 'rotate', (webhook) => webhook.rotate(), {
    summary: 'Replace the secret of a webhook',
    description: '`secret` is seen this once. Requests are signed with both secrets for 24 hours.',
    done: 'Secret replaced.',
  })
  record('webhooks', 'POST', '/test', sendTest, MANAGE, {
    summary: 'Send a test to a webhook',
    description: 'An event `webhooks.test`, signed, tried again and logged as any other.',
    answers: DELIVERED_LATER,
  })
  record('webhooks', 'POST', '/replay', replayBetween, MANAGE, {
    summary: 'Send once more what happened between two moments',
    description:
      'As a job: what the webhook would send of it, behind what waits, each with the `webhook-id` that it had.',
    body: replayValidator,
    answers: { 202: message({ job_id: ID }) },
  })
  record('webhooks', 'POST', '/deliveries/:delivery/replay', replayUnder, MANAGE, {
    summary: 'Send a delivery of a webhook once more',
    answers: DELIVERED_LATER,
  })
  record('webhook-deliveries', 'POST', '/replay', replay, MANAGE, {
    summary: 'Send a delivery once more',
    answers: DELIVERED_LATER,
  })
}

async function sendTest({ id }: RecordContext) {
  const { default: Webhook } = await import('#plugins/webhooks/models/webhook')
  const { enqueueTest } = await import('#plugins/webhooks/delivery/enqueue')
  const webhook = await Webhook.findOrFail(id)
  webhook.ensureActive()
  return sentLater(await enqueueTest(id))
}

async function replayUnder({ id, params: { delivery = '' } }: RecordContext) {
  const { replayDelivery } = await import('#plugins/webhooks/delivery/replay')
  return sentLater(await replayDelivery(delivery, id))
}

async function replay({ id }: RecordContext) {
  const { replayDelivery } = await import('#plugins/webhooks/delivery/replay')
  return sentLater(await replayDelivery(id))
}

async function replayBetween({ id, body, enqueue }: RecordContext) {
  const { default: Webhook } = await import('#plugins/webhooks/models/webhook')
  const webhook = await Webhook.findOrFail(id)
  webhook.ensureActive()
  const after = momentIn(body.after, 'after')
  const before = momentIn(body.before, 'before')
  if (Date.parse(after) >= Date.parse(before)) {
    const late = 'The before field must be later than the after field'
    throw invalid([{ field: 'before', rule: 'after', message: late }])
  }
  const types = Array.isArray(body.types) ? body.types.map(String) : undefined
  const input = { webhook_id: id, after, before, ...(types && { types }) }
  return { message: 'Replay enqueued.', job_id: await enqueue('webhooks:replay', input) }
}

function momentIn(value: unknown, field: string): string {
  const text = String(value)
  if (isMoment(text)) return text
  const refusal = `The ${field} field must be a time such as 2027-01-31T12:00:00Z`
  throw invalid([{ field, rule: 'time', message: refusal }])
}

function sentLater(id: string) {
  return { message: 'Delivery enqueued.', delivery_id: id }
}
