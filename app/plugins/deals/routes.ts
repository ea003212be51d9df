/*
|--------------------------------------------------------------------------
| Routes of sales
|--------------------------------------------------------------------------
|
| Pipelines with their stages, and the deals that go through them.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import type { AccessRule } from '#core/access/access_rule'
import type { Resource } from '#core/resources/define_resource'
import { resourceRoutes } from '#core/resources/routes'
import deals from '#plugins/deals/resources/deals'
import lostReasons from '#plugins/deals/resources/lost_reasons'
import pipelineStages from '#plugins/deals/resources/pipeline_stages'
import pipelines from '#plugins/deals/resources/pipelines'

/** Deleting what deals may be in, which may be said to go elsewhere. */
const reassigning = (resource: Resource): AccessRule => ({
  permission: resource.permission('delete'),
  parameters: ['reassign_to'],
})

export function dealRoutes() {
  resourceRoutes(pipelines, {
    own: {
      store: [controllers.deals.Pipelines, 'store'],
      destroy: [controllers.deals.Pipelines, 'destroy'],
    },
    ask: { destroy: reassigning(pipelines) },
    more: (may) => {
      router
        .post('/:id/set_default', [controllers.deals.DefaultPipelines, 'store'])
        .use(may('update'))
      for (const [path, name] of [
        ['reorder_stages', 'stage_orders.store'],
        ['stages/reorder', 'stage_orders.nested'],
      ] as const) {
        router
          .post(`/:id/${path}`, [controllers.deals.StageOrders, 'store'])
          .use(may('update'))
          .as(name)
      }
    },
  })

  resourceRoutes(pipelineStages, {
    own: {
      destroy: [controllers.deals.PipelineStages, 'destroy'],
    },
    ask: { destroy: reassigning(pipelineStages) },
    more: (may) => {
      router.post('/:id/reorder', [controllers.deals.StagePlaces, 'store']).use(may('update'))
    },
  })

  resourceRoutes(lostReasons)

  resourceRoutes(deals, {
    more: (may) => {
      router.get('/stats', [controllers.deals.DealStatistics, 'show']).use(may('read'))
      router.get('/kanban', [controllers.deals.DealBoards, 'show']).use(may('read'))
      router.get('/forecast', [controllers.deals.DealForecasts, 'show']).use(may('read'))
      router.get('/stale', [controllers.deals.StaleDeals, 'index']).use(may('read'))
      router.get('/:id/history', [controllers.deals.DealHistories, 'show']).use(may('read'))
      router.post('/:id/move_stage', [controllers.deals.DealMoves, 'store']).use(may('move'))
      for (const path of ['win', 'mark_won']) {
        router
          .post(`/:id/${path}`, [controllers.deals.DealWins, 'store'])
          .use(may('close'))
          .as(`deal_wins.${path}`)
      }
      for (const path of ['lose', 'mark_lost']) {
        router
          .post(`/:id/${path}`, [controllers.deals.DealLosses, 'store'])
          .use(may('close'))
          .as(`deal_losses.${path}`)
      }
      router.post('/:id/reopen', [controllers.deals.DealReopenings, 'store']).use(may('close'))
    },
  })
}
