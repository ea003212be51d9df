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
      router
        .get('/stats', [controllers.leads.LeadStatistics, 'show'])
        .use(may('read'))
        .as('lead_statistics.show')
      router
        .get('/hot', [controllers.leads.HotLeads, 'index'])
        .use(may('read'))
        .as('hot_leads.index')
      router
        .post('/:id/qualify', [controllers.leads.LeadQualifications, 'store'])
        .use(may('qualify'))
        .as('lead_qualifications.store')
      router
        .post('/:id/disqualify', [controllers.leads.LeadQualifications, 'destroy'])
        .use(may('qualify'))
        .as('lead_qualifications.destroy')
      router
        .post('/:id/assign', [controllers.leads.LeadAssignments, 'store'])
        .use(may('assign'))
        .as('lead_assignments.store')
      router
        .get('/:id/score', [controllers.leads.LeadScores, 'show'])
        .use(may('read'))
        .as('lead_scores.show')
      router
        .put('/:id/score', [controllers.leads.LeadScores, 'update'])
        .use(may('update'))
        .as('lead_scores.update')
      router
        .delete('/:id/score', [controllers.leads.LeadScores, 'destroy'])
        .use(may('update'))
        .as('lead_scores.destroy')
      router
        .post('/:id/convert', [controllers.leads.LeadConversions, 'store'])
        .use(may('convert'))
        .as('lead_conversions.store')
      router
        .post('/:id/unconvert', [controllers.leads.LeadConversions, 'destroy'])
        .use(may('convert'))
        .as('lead_conversions.destroy')
    },
  })
}
