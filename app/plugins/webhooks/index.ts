import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { deliveryActions, webhookActions } from '#plugins/webhooks/admin'
import deliver from '#plugins/webhooks/jobs/deliver'
import type Webhook from '#plugins/webhooks/models/webhook'
import webhookDeliveries from '#plugins/webhooks/resources/webhook_deliveries'
import webhooks from '#plugins/webhooks/resources/webhooks'
import { webhookRoutes } from '#plugins/webhooks/routes'
import type { ReplayInput } from '#plugins/webhooks/delivery/replay'

declare module '#core/plugins/api' {
  interface Resources {
    'webhooks': { model: Webhook; actions: 'rotate' | 'pause' | 'resume' | 'disable' }
    'webhook-deliveries': { actions: never }
  }
  interface Jobs {
    'webhooks:replay': ReplayInput
  }
  interface Mails {
    webhook_disabled: { readonly organizationId: string; readonly webhookId: string }
  }
}

/** Sends events of an organization to other systems, by Standard Webhooks. */
export default definePlugin({
  id: 'webhooks',
  version: '1.0.0',
  description: 'Sends what happens to records to other systems, as signed requests.',
  requires: { crm: '^2.0.0', access: '^1.0.0', identity: '^1.0.0' },
  prefixes: ['webhook-deliveries', 'webhook-progress'],
  enabled: 'on',
  resources: [webhooks, webhookDeliveries],
  permissions: { webhooks: ['manage'] },
  routes: webhookRoutes,
  describes: () => import('#plugins/webhooks/operations'),
  enqueues: [deliver],
  mails: () => import('#plugins/webhooks/mails/index'),
  admin: { actions: { 'webhooks': webhookActions, 'webhook-deliveries': deliveryActions } },
  jobs: {
    replay: {
      input: vine.object({
        webhook_id: vine.string().uuid(),
        after: vine.string(),
        before: vine.string(),
        types: vine.array(vine.string()).optional(),
      }),
      timeout: 3_600,
      handle: async (context, input: ReplayInput, run) =>
        (await import('#plugins/webhooks/delivery/replay')).replayEvents(context, input, run),
    },
    forget: {
      every: '50 3 * * *',
      handle: async (context, _input, run) =>
        (await import('#plugins/webhooks/delivery/forget')).forgetDeliveries(context, run),
    },
  },
})
