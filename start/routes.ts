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
import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'
import userOrganizations from '#resources/user_organizations'
import organizationsResource from '#resources/organizations'
import sessions from '#resources/sessions'

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
  authentication()
  account()
  organizations()
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

function authentication() {
  router
    .group(() => {
      router.post('/login', [controllers.AccessTokens, 'store']).use(access('public')).as('login')
      router
        .post('/logout', [controllers.AccessTokens, 'destroy'])
        .use(access('account'))
        .as('logout')
      router
        .post('/refresh', [controllers.TokenRefreshes, 'store'])
        .use(access('public'))
        .as('refresh')
      router
        .post('/refresh-tokens', [controllers.TokenRefreshes, 'store'])
        .use(access('public'))
        .as('refresh_tokens.store')
      router
        .get('/refresh-tokens', [controllers.Sessions, 'index'])
        .use([access('account'), middleware.resource(sessions)])
        .as('refresh_tokens.index')
      router
        .post('/refresh-tokens/:id/revoke', [controllers.SessionRevocations, 'store'])
        .use(access('account'))
        .as('refresh_tokens.revoke')
      router
        .post('/change-password', [controllers.PasswordChanges, 'store'])
        .use(access('session'))
        .as('change_password')
    })
    .prefix('/auth')
    .as('auth')
}

function account() {
  router.get('/users/me', [controllers.Accounts, 'show']).use(access('account')).as('me.show')
  router
    .route('/users/me', ['PUT', 'PATCH'], [controllers.Accounts, 'update'])
    .use(access('account'))
    .as('me.update')
}

/** Account-level: the organization is the one in the path, not the active one. */
function organizations() {
  const may = (permission: string) => access({ permission, of: 'id' })

  router
    .group(() => {
      router.get('/', [controllers.Resource, 'index']).use(access('account')).as('index')
      router
        .get('/my_organizations', [controllers.Resource, 'index'])
        .use(access('account'))
        .as('mine')
      router.post('/', [controllers.Organizations, 'store']).use(access('account')).as('store')
      router
        .get('/:id', [controllers.Resource, 'show'])
        .use(access({ of: 'id' }))
        .as('show')
      router
        .route('/:id', ['PUT', 'PATCH'], [controllers.Organizations, 'update'])
        .use(may('organizations:update'))
        .as('update')
      router
        .delete('/:id', [controllers.Organizations, 'destroy'])
        .use(may('organizations:delete'))
        .as('destroy')
    })
    .prefix('/organizations')
    .as('organizations')
    .use(middleware.resource(organizationsResource))

  router
    .get('/organizations/:id/members', [controllers.Resource, 'index'])
    .use([may('members:read'), middleware.resource(userOrganizations)])
    .as('organizations.members')
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
