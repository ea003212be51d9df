import { definePlugin } from '#core/plugins/api'
import watch from '#plugins/notifications/jobs/watch'
import type { NotificationMail } from '#plugins/notifications/mails/notifications'
import notifications from '#plugins/notifications/resources/notifications'

declare module '#core/plugins/api' {
  interface Resources {
    notifications: { actions: never }
  }
  interface Mails {
    notifications: NotificationMail
  }
}

/** What users are notified of, since it concerns them: in the application, and by mail. */
export default definePlugin({
  id: 'notifications',
  version: '1.0.0',
  core: true,
  /* What it says of records of others it says where those are on: they can be turned off without it. */
  requires: {
    identity: '^1.0.0',
  },
  organizations: {
    founded: async (id) => {
      const { beginReading } = await import('#plugins/notifications/consumer/begin')
      await beginReading(id)
    },
  },
  resources: [notifications],
  describes: () => import('#plugins/notifications/operations'),
  enqueues: [watch],
  mails: () => import('#plugins/notifications/mails/notifications'),
  jobs: {
    forget: {
      every: '5 4 * * *',
      handle: async (context, _input, run) =>
        (await import('#plugins/notifications/models/forget')).forgetNotifications(context, run),
    },
  },
})
