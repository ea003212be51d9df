/*
|--------------------------------------------------------------------------
| Routes of associations
|--------------------------------------------------------------------------
|
| Many pairs at once, and the labels that they have. What one record is
| associated with is under its own path.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'
import associationLabels from '#plugins/associations/resources/association_labels'

const { access } = middleware

export function associationRoutes() {
  /* What each pair asks for is asked of each. */
  router
    .post('/associations/batch', [controllers.associations.AssociationBatches, 'store'])
    .use(access('member_or_key'))
  resourceRoutes(associationLabels, {
    own: {
      update: [controllers.associations.AssociationLabels, 'update'],
      destroy: [controllers.associations.AssociationLabels, 'destroy'],
    },
    ask: {
      destroy: {
        permission: associationLabels.permission('delete'),
        parameters: ['replace_by'],
      },
    },
  })
}
