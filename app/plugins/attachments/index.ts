import type Attachment from '#plugins/attachments/models/attachment'
import { definePlugin } from '#core/plugins/api'
import scanPending from '#plugins/attachments/jobs/scan'
import attachments from '#plugins/attachments/resources/attachments'
import { attachmentKinds } from '#plugins/attachments/timeline'

declare module '#core/plugins/api' {
  interface Resources {
    attachments: { model: Attachment }
  }
  interface TimelineItems {
    attachment_removed: { name: string; size: number; content_type: string }
  }
}

/** Files that records of any resource have. */
export default definePlugin({
  id: 'attachments',
  version: '1.0.0',
  core: true,
  enabled: 'always',
  requires: { identity: '^1.0.0', access: '^1.0.0' },
  resources: [attachments],
  timeline: attachmentKinds,
  describes: () => import('#plugins/attachments/operations'),
  roles: {
    manager: ['attachments:*'],
    sales: ['attachments:*'],
    support: ['attachments:*'],
    viewer: ['attachments:read'],
  },
  enqueues: [scanPending],
  jobs: {
    sweep: {
      every: '10 3 * * *',
      transaction: true,
      handle: async (context) =>
        (await import('#plugins/attachments/jobs/sweep')).removeOfAbsentRecords(context),
    },
  },
})
