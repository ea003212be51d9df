import { definePlugin } from '#core/plugins/api'
import type Deal from '#plugins/deals/models/deal'
import type LostReason from '#plugins/deals/models/lost_reason'
import type Pipeline from '#plugins/deals/models/pipeline'
import type PipelineStage from '#plugins/deals/models/pipeline_stage'
import deals from '#plugins/deals/resources/deals'
import lostReasons from '#plugins/deals/resources/lost_reasons'
import pipelineStages from '#plugins/deals/resources/pipeline_stages'
import pipelines from '#plugins/deals/resources/pipelines'
import { stageKind } from '#plugins/deals/timeline'

declare module '#core/plugins/api' {
  interface Resources {
    'deals': { model: Deal; actions: 'move' | 'win' | 'lose' | 'reopen' | 'assign' }
    'lost-reasons': { model: LostReason }
    'pipelines': { model: Pipeline; actions: 'set_default' }
    'pipeline-stages': { model: PipelineStage }
  }
}

/** What an organization hopes to sell, and the stages that this goes through. */
export default definePlugin({
  id: 'deals',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0', employees: '^1.0.0', customers: '^1.0.0' },
  organizations: {
    founded: async (id) => {
      const { default: Pipeline } = await import('#plugins/deals/models/pipeline')
      await Pipeline.foundDefault(id)
    },
  },
  resources: [pipelines, pipelineStages, lostReasons, deals],
  associations: { resources: ['deals'] },
  timeline: { stage: stageKind },
  describes: () => import('#plugins/deals/operations'),
  jobs: {
    /* Soon after midnight, and later that day where no worker ran then. */
    forecast: {
      every: '5 */6 * * *',
      transaction: true,
      handle: async (context) =>
        (await import('#plugins/deals/models/deal/forecast_snapshot')).takeSnapshot(context),
    },
  },
  roles: {
    manager: ['pipelines:*', 'pipeline-stages:*', 'lost-reasons:*', 'deals:*'],
    sales: [
      'pipelines:read',
      'pipeline-stages:read',
      'lost-reasons:read',
      'deals:read',
      'deals:create',
      'deals:update',
      'deals:delete',
      'deals:bulk',
      'deals:restore',
      'deals:move',
      'deals:close',
      'deals:export/own',
    ],
    support: ['pipelines:read', 'pipeline-stages:read', 'lost-reasons:read', 'deals:read'],
    viewer: ['pipelines:read', 'pipeline-stages:read', 'lost-reasons:read', 'deals:read'],
  },
})
