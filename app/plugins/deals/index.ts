import { definePlugin } from '#plugins/kit'
import type Deal from '#models/deal'
import type LostReason from '#models/lost_reason'
import type Pipeline from '#models/pipeline'
import type PipelineStage from '#models/pipeline_stage'
import deals from '#resources/deals'
import lostReasons from '#resources/lost_reasons'
import pipelineStages from '#resources/pipeline_stages'
import pipelines from '#resources/pipelines'

declare module '#plugins/kit' {
  interface Resources {
    'deals': { model: Deal; actions: 'move' | 'win' | 'lose' | 'reopen' }
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
  resources: [pipelines, pipelineStages, lostReasons, deals],
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
    ],
    support: ['pipelines:read', 'pipeline-stages:read', 'lost-reasons:read', 'deals:read'],
    viewer: ['pipelines:read', 'pipeline-stages:read', 'lost-reasons:read', 'deals:read'],
  },
})
