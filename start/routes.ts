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
import { accessRoutes } from '#plugins/access/routes'
import { activityRoutes } from '#plugins/activities/routes'
import { associationRoutes } from '#plugins/associations/routes'
import { customFieldRoutes } from '#plugins/custom-fields/routes'
import { attachmentRoutes } from '#plugins/attachments/routes'
import { adminRoutes } from '#admin/routes'
import { docsRoutes } from '#core/docs/routes'
import { eventRoutes } from '#core/events/routes'
import { emailRoutes } from '#plugins/emails/routes'
import { identityRoutes } from '#plugins/identity/routes'
import { activationRoutes, resourceRoutes } from '#core/resources/routes'
import { importRoutes } from '#plugins/imports/routes'
import { leadRoutes } from '#plugins/leads/routes'
import { notificationRoutes } from '#plugins/notifications/routes'
import { installedPluginRoutes, pluginsRoutes } from '#core/plugins/routes'
import { reportRoutes } from '#plugins/reports/routes'
import { dealRoutes } from '#plugins/deals/routes'
import { employeeRoutes } from '#plugins/employees/routes'
import { vendorRoutes } from '#plugins/vendors/routes'
import customers from '#plugins/customers/resources/customers'
import exchangeRates from '#plugins/currencies/resources/exchange_rates'
import people from '#plugins/people/resources/people'
import { RELATED_ID } from '#core/resources/define_resource'
import { UUID } from '#core/resources/uuid'

const { access, browser } = middleware

for (const id of ['id', RELATED_ID]) {
  router.where(id, { match: UUID, cast: (value) => value.toLowerCase() })
}

router.get('/health/live', [controllers.Liveness, 'show']).use(access('public')).as('liveness')
router.get('/health/ready', [controllers.Readiness, 'show']).use(access('public')).as('readiness')

docsRoutes()
adminRoutes()

router.group(api).prefix('/api')
router.group(api).prefix('/api/v1').as('v1')

function api() {
  installedPluginRoutes(router.group(ownApi))
}

/** What the application itself answers. */
function ownApi() {
  router
    .get('/', [controllers.ApiIndexes, 'show'])
    .use([browser(), access('account')])
    .as('index')
  router.get('/openapi.json', [controllers.ApiDescriptions, 'show']).use(access('public'))
  router
    .get('/openapi/mine.json', [controllers.MyApiDescriptions, 'show'])
    .use(access('member_or_key'))
  router.get('/choices', [controllers.Choices, 'index']).use(access('member_or_key'))
  identityRoutes()
  accessRoutes()
  associationRoutes()
  pluginsRoutes()
  eventRoutes()
  employeeRoutes()
  vendorRoutes()
  leadRoutes()
  resourceRoutes(customers, {
    more: (may) => {
      router.get('/stats', [controllers.reports.CustomerStatistics, 'show']).use(may('read'))
      activationRoutes(may, 'customer')
    },
  })
  resourceRoutes(people)
  resourceRoutes(exchangeRates)
  customFieldRoutes()
  activityRoutes()
  dealRoutes()
  reportRoutes()
  importRoutes()
  notificationRoutes()
  attachmentRoutes()
  emailRoutes()
}
