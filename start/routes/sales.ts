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
import type { Requirement } from '#policies/requirement'
import type { Resource } from '#resources/define_resource'
import { resourceRoutes } from '#start/routes/resource'
import deals from '#resources/deals'
import lostReasons from '#resources/lost_reasons'
import pipelineStages from '#resources/pipeline_stages'
import pipelines from '#resources/pipelines'

/** Deleting what deals may be in, which may be said to go elsewhere. */
const reassigning = (resource: Resource): Requirement => ({
  permission: resource.permission('delete'),
  parameters: ['reassign_to'],
})

export function salesRoutes() {
  resourceRoutes(pipelines, {
    own: { store: [controllers.Pipelines, 'store'], destroy: [controllers.Pipelines, 'destroy'] },
    ask: { destroy: reassigning(pipelines) },
    more: (may) => {
      router
        .post('/:id/set_default', [controllers.DefaultPipelines, 'store'])
        .use(may('update'))
        .as('default_pipelines.store')
      for (const [path, name] of [
        ['reorder_stages', 'stage_orders.store'],
        ['stages/reorder', 'stage_orders.nested'],
      ] as const) {
        router.post(`/:id/${path}`, [controllers.StageOrders, 'store']).use(may('update')).as(name)
      }
    },
  })

  resourceRoutes(pipelineStages, {
    own: {
      update: [controllers.PipelineStages, 'update'],
      destroy: [controllers.PipelineStages, 'destroy'],
    },
    ask: { destroy: reassigning(pipelineStages) },
    more: (may) => {
      router
        .post('/:id/reorder', [controllers.StagePlaces, 'store'])
        .use(may('update'))
        .as('stage_places.store')
    },
  })

  resourceRoutes(lostReasons)

  resourceRoutes(deals, {
    more: (may) => {
      router
        .get('/stats', [controllers.DealStatistics, 'show'])
        .use(may('read'))
        .as('deal_statistics.show')
      router
        .get('/kanban', [controllers.DealBoards, 'show'])
        .use(may('read'))
        .as('deal_boards.show')
      router
        .get('/forecast', [controllers.DealForecasts, 'show'])
        .use(may('read'))
        .as('deal_forecasts.show')
      router
        .get('/stale', [controllers.StaleDeals, 'index'])
        .use(may('read'))
        .as('stale_deals.index')
      router
        .get('/:id/history', [controllers.DealHistories, 'show'])
        .use(may('read'))
        .as('deal_histories.show')
      router
        .post('/:id/move_stage', [controllers.DealMoves, 'store'])
        .use(may('move'))
        .as('deal_moves.store')
      for (const path of ['win', 'mark_won']) {
        router
          .post(`/:id/${path}`, [controllers.DealWins, 'store'])
          .use(may('close'))
          .as(`deal_wins.${path}`)
      }
      for (const path of ['lose', 'mark_lost']) {
        router
          .post(`/:id/${path}`, [controllers.DealLosses, 'store'])
          .use(may('close'))
          .as(`deal_losses.${path}`)
      }
      router
        .post('/:id/reopen', [controllers.DealReopenings, 'store'])
        .use(may('close'))
        .as('deal_reopenings.store')
    },
  })
}
