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
import { identityRoutes } from '#start/routes/identity'
import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'

const { access } = middleware

router.where('id', {
  match: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  cast: (value) => value.toLowerCase(),
})

router.get('/health/live', [controllers.Liveness, 'show']).use(access('public')).as('liveness')
router.get('/health/ready', [controllers.Readiness, 'show']).use(access('public')).as('readiness')

router.group(api).prefix('/api')
router.group(api).prefix('/api/v1').as('v1')

function api() {
  router.get('/', [controllers.ApiIndexes, 'show']).use(access('account')).as('index')
  identityRoutes()
  resource(customers, (may) => {
    router
      .get('/stats', [controllers.CustomerStatistics, 'show'])
      .use(may('read'))
      .as('customer_statistics.show')
    router
      .post('/:id/activate', [controllers.CustomerActivations, 'store'])
      .use(may('update'))
      .as('customer_activations.store')
    router
      .post('/:id/deactivate', [controllers.CustomerActivations, 'destroy'])
      .use(may('update'))
      .as('customer_activations.destroy')
  })

  accessRoutes()
}

type May = (action: string) => ReturnType<typeof access>

/**
 * The routes of any resource, from its definition alone: a standard action that
 * it does not have has no route.
 *
 * @param more registers the routes of its own nouns
 */
function resource(definition: Resource, more: (may: May) => void = () => {}) {
  const { name, permissions } = definition
  const may: May = (action) => access({ permission: definition.permission(action) })
  const has = (action: string) => permissions.includes(action)

  router
    .group(() => {
      more(may)
      if (has('read')) {
        router.get('/', [controllers.Resource, 'index']).use(may('read')).as(`${name}.index`)
        router.get('/:id', [controllers.Resource, 'show']).use(may('read')).as(`${name}.show`)
      }
      if (has('create')) {
        router.post('/', [controllers.Resource, 'store']).use(may('create')).as(`${name}.store`)
      }
      if (has('update')) {
        router
          .route('/:id', ['PUT', 'PATCH'], [controllers.Resource, 'update'])
          .use(may('update'))
          .as(`${name}.update`)
      }
      if (has('delete')) {
        router
          .delete('/:id', [controllers.Resource, 'destroy'])
          .use(may('delete'))
          .as(`${name}.destroy`)
      }
      if (has('restore')) {
        router
          .post('/:id/restore', [controllers.Restorations, 'store'])
          .use(may('restore'))
          .as(`${name}.restore`)
      }
      if (has('bulk')) {
        router
          .post('/bulk_delete', [controllers.BulkDeletions, 'store'])
          .use(may('bulk'))
          .as(`${name}.bulk_delete`)
        router
          .post('/bulk_update', [controllers.BulkUpdates, 'store'])
          .use(may('bulk'))
          .as(`${name}.bulk_update`)
      }
      if (has('export')) {
        for (const path of ['export', 'export_csv']) {
          router
            .get(`/${path}`, [controllers.Exports, 'show'])
            .use(may('export'))
            .as(`${name}.${path}`)
        }
      }
    })
    .prefix(`/${name}`)
    .use(middleware.resource(definition))
}
