/*
|--------------------------------------------------------------------------
| Routes of leads
|--------------------------------------------------------------------------
|
| Who may become a customer.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { resourceRoutes } from '#core/resources/routes'
import leads from '#plugins/leads/resources/leads'

export function leadRoutes() {
  resourceRoutes(leads, {
    more: (may) => {
      router.get('/stats', [controllers.leads.LeadStatistics, 'show']).use(may('read'))
      router.get('/hot', [controllers.leads.HotLeads, 'index']).use(may('read'))
      router
        .post('/:id/qualify', [controllers.leads.LeadQualifications, 'store'])
        .use(may('qualify'))
      router
        .post('/:id/disqualify', [controllers.leads.LeadQualifications, 'destroy'])
        .use(may('qualify'))
      router.post('/:id/assign', [controllers.leads.LeadAssignments, 'store']).use(may('assign'))
      router.get('/:id/score', [controllers.leads.LeadScores, 'show']).use(may('read'))
      router.put('/:id/score', [controllers.leads.LeadScores, 'update']).use(may('update'))
      router.delete('/:id/score', [controllers.leads.LeadScores, 'destroy']).use(may('update'))
      router.post('/:id/convert', [controllers.leads.LeadConversions, 'store']).use(may('convert'))
      router
        .post('/:id/convert/preview', [controllers.leads.LeadConversionPreviews, 'store'])
        .use(may('convert'))
      router
        .post('/:id/unconvert', [controllers.leads.LeadConversions, 'destroy'])
        .use(may('convert'))
    },
  })
}
