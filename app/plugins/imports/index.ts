import type Import from '#plugins/imports/models/import'
import { definePlugin } from '#core/plugins/api'
import revertImport from '#plugins/imports/jobs/revert_import'
import runImport from '#plugins/imports/jobs/run_import'
import imports from '#plugins/imports/resources/imports'

declare module '#core/plugins/api' {
  interface Resources {
    imports: { model: Import; actions: 'cancel' | 'finish' | 'revert' }
  }
}

/** Files that become records of any resource, as if each of their lines had been a request. */
export default definePlugin({
  id: 'imports',
  version: '1.0.0',
  core: true,
  enabled: 'on',
  description: 'Takes CSV files of customers, leads, deals and others in.',
  requires: { identity: '^1.0.0', access: '^1.0.0' },
  organizations: {
    resumed: async (id) => {
      const { default: Import } = await import('#plugins/imports/models/import')
      await Import.resumeUnfinished(id)
    },
  },
  resources: [imports],
  describes: () => import('#plugins/imports/operations'),
  roles: {
    manager: ['imports:*'],
    sales: ['imports:read', 'imports:create', 'imports:cancel'],
  },
  enqueues: [runImport, revertImport],
  jobs: {
    sweep: {
      every: '20 3 * * *',
      transaction: true,
      handle: async (context) =>
        (await import('#plugins/imports/retention')).removeOldLines(context),
    },
  },
})
