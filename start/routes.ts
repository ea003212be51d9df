/*
|--------------------------------------------------------------------------
| Routes
|--------------------------------------------------------------------------
|
| The table of contents of the API. Every route says whom it lets in; one
| that does not is refused, and fails the test run.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { accessRoutes } from '#start/routes/access'
import { adminRoutes } from '#start/routes/admin'
import { identityRoutes } from '#start/routes/identity'
import { activationRoutes, resourceRoutes } from '#start/routes/resource'
import { importRoutes } from '#start/routes/imports'
import { leadRoutes } from '#start/routes/leads'
import { pluginsRoutes } from '#start/routes/plugins'
import { reportRoutes } from '#start/routes/reports'
import { salesRoutes } from '#start/routes/sales'
import { teamRoutes } from '#start/routes/team'
import customers from '#resources/customers'
import { UUID } from '#support/uuid'

const { access } = middleware

router.where('id', {
  match: UUID,
  cast: (value) => value.toLowerCase(),
})

router.get('/health/live', [controllers.Liveness, 'show']).use(access('public')).as('liveness')
router.get('/health/ready', [controllers.Readiness, 'show']).use(access('public')).as('readiness')

adminRoutes()

router.group(api).prefix('/api')
router.group(api).prefix('/api/v1').as('v1')

function api() {
  router.get('/', [controllers.ApiIndexes, 'show']).use(access('account')).as('index')
  router
    .get('/openapi.json', [controllers.ApiDescriptions, 'show'])
    .use(access('public'))
    .as('api_descriptions.show')
  router
    .get('/openapi/mine.json', [controllers.MyApiDescriptions, 'show'])
    .use(access('member'))
    .as('my_api_descriptions.show')
  identityRoutes()
  accessRoutes()
  pluginsRoutes()
  teamRoutes()
  leadRoutes()
  resourceRoutes(customers, {
    more: (may) => {
      router
        .get('/stats', [controllers.CustomerStatistics, 'show'])
        .use(may('read'))
        .as('customer_statistics.show')
      activationRoutes(may, 'customer')
    },
  })
  salesRoutes()
  reportRoutes()
  importRoutes()
}
