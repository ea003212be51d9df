/*
|--------------------------------------------------------------------------
| Routes of the admin pages
|--------------------------------------------------------------------------
|
| For superusers, in a browser: sessions, forms and HTML, none of which the
| API knows.
|
*/

import router from '@adonisjs/core/services/router'
import { ADMIN } from '#admin/path'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { access, adminResource, formKey, pageHeaders, session, shield, throttle, upload } =
  middleware

export function adminRoutes() {
  router
    .get(`${ADMIN}/assets/:name`, [controllers.admin.Assets, 'show'])
    .use(access('public'))
    .as('admin.assets.show')

  /* The token of the form stands beside the file, so that both are read before it is looked for. */
  router
    .post(`${ADMIN}/organizations/:slug/imports`, [controllers.admin.Imports, 'store'])
    .use([pageHeaders(), session(), upload(), shield(), access('superuser_upload'), formKey()])
    .as('admin.imports.store')

  router
    .group(() => {
      router
        .group(() => {
          router.get('/login', [controllers.admin.Sessions, 'create']).as('sessions.create')
          router
            .post('/login', [controllers.admin.Sessions, 'store'])
            .use(throttle('login'))
            .as('sessions.store')
          router
            .post('/login/two-factor', [controllers.admin.ChallengedSessions, 'store'])
            .use(throttle('second_factor'))
            .as('challenged_sessions.store')
          router.post('/theme', [controllers.admin.Themes, 'update']).as('themes.update')
        })
        .use(access('public'))

      router.group(pages).use([access('superuser'), formKey()])
      router
        .group(support)
        .prefix('/organizations/:slug')
        .use([access('support'), formKey()])
      router
        .get('/*', [controllers.admin.UnknownPages, 'show'])
        .use(access('superuser'))
        .as('unknown_pages.show')
    })
    .prefix(ADMIN)
    .as('admin')
    .use([pageHeaders(), session(), shield()])
}

function pages() {
  const { admin } = controllers
  router.post('/logout', [admin.Sessions, 'destroy']).as('sessions.destroy')
  router.get('/', [admin.Dashboards, 'show']).as('dashboards.show')
  router.get('/health', [admin.HealthReports, 'show']).as('health_reports.show')
  router.get('/jobs', [admin.Jobs, 'index']).as('jobs.index')
  router.post('/jobs/:id/retry', [admin.JobRetries, 'store']).as('job_retries.store')
  router.group(users).prefix('/users')
  router.get('/imports', [admin.AllImports, 'index']).as('all_imports.index')
  router.post('/memberships', [admin.Memberships, 'store']).as('memberships.store')
  router.get('/organizations', [admin.Organizations, 'index']).as('organizations.index')
  router.post('/organizations', [admin.Organizations, 'store']).as('organizations.store')
  router.get('/organizations/new', [admin.Organizations, 'create']).as('organizations.create')
  router.group(organization).prefix('/organizations/:slug')
}

function users() {
  const { admin } = controllers
  router.get('/', [admin.Users, 'index']).as('users.index')
  router.post('/', [admin.Users, 'store']).as('users.store')
  router.get('/new', [admin.Users, 'create']).as('users.create')
  router.get('/:id', [admin.Users, 'show']).as('users.show')
  router.post('/:id', [admin.Users, 'update']).as('users.update')
  router.get('/:id/edit', [admin.Users, 'edit']).as('users.edit')
  router.post('/:id/password-reset', [admin.PasswordResets, 'store']).as('password_resets.store')
  router.post('/:id/suspension', [admin.UserSuspensions, 'store']).as('user_suspensions.store')
  router
    .post('/:id/suspension/end', [admin.UserSuspensions, 'destroy'])
    .as('user_suspensions.destroy')
  router.post('/:id/impersonations', [admin.Impersonations, 'store']).as('impersonations.store')
  router.post('/:id/sessions/end', [admin.UserSessions, 'destroy']).as('user_sessions.destroy')
}

function organization() {
  const { admin } = controllers
  router.get('/', [admin.Organizations, 'show']).as('organizations.show')
  router.post('/', [admin.Organizations, 'update']).as('organizations.update')
  router.get('/edit', [admin.Organizations, 'edit']).as('organizations.edit')
  router.get('/imports/new', [admin.Imports, 'create']).as('imports.create')
  router.group(members).prefix('/members')
  router
    .post('/suspension', [admin.OrganizationSuspensions, 'store'])
    .as('organization_suspensions.store')
  router
    .post('/suspension/end', [admin.OrganizationSuspensions, 'destroy'])
    .as('organization_suspensions.destroy')
  router.group(roles).prefix('/permission-matrix')
  router.group(plugins).prefix('/plugins')
}

function members() {
  const { admin } = controllers
  router.get('/:id', [admin.Memberships, 'edit']).as('memberships.edit')
  router.post('/:id', [admin.Memberships, 'update']).as('memberships.update')
  router.post('/:id/end', [admin.Memberships, 'destroy']).as('memberships.destroy')
}

/** What people of the organization work with, also for a user who acts as one of them. */
function support() {
  const { admin } = controllers
  router.get('/acting', [admin.Impersonations, 'show']).as('impersonations.show')
  router.post('/acting/end', [admin.Impersonations, 'destroy']).as('impersonations.destroy')
  router
    .get('/candidates/:table', [admin.RelationCandidates, 'index'])
    .as('relation_candidates.index')
  router.group(board)
  router
    .get('/lead-funnel', [admin.LeadFunnels, 'show'])
    .use(adminResource({ of: 'leads', may: 'read' }))
    .as('lead_funnels.show')
  router.group(imports).prefix('/imports')
  router.group(records).prefix('/:resource')
}

function board() {
  const { admin } = controllers
  const deals = (may: string) => adminResource({ of: 'deals', may })
  router.get('/board', [admin.Boards, 'show']).use(deals('read')).as('boards.show')
  router
    .post('/deals/:id/move', [admin.BoardMoves, 'store'])
    .use(deals('move'))
    .as('board_moves.store')
}

function imports() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ of: 'imports', may: action })
  router.get('/', [admin.Imports, 'index']).use(may('read')).as('imports.index')
  router.get('/:id', [admin.Imports, 'show']).use(may('read')).as('imports.show')
  router
    .get('/:id/errors', [controllers.imports.ImportErrors, 'show'])
    .use(may('read'))
    .as('import_errors.show')
  router
    .post('/:id/cancellation', [admin.ImportCancellations, 'store'])
    .use(may('cancel'))
    .as('import_cancellations.store')
}

function roles() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ of: 'roles', may: action })
  router.get('/', [admin.PermissionMatrices, 'show']).as('permission_matrices.show')
  router.get('/new', [admin.Roles, 'create']).use(may('create')).as('roles.create')
  router.post('/', [admin.Roles, 'store']).use(may('create')).as('roles.store')
  router.get('/:id', [admin.Roles, 'edit']).use(may('update')).as('roles.edit')
  router.post('/:id', [admin.Roles, 'update']).use(may('update')).as('roles.update')
  router
    .post('/:id/deletion', [admin.RoleDeletions, 'store'])
    .use(may('delete'))
    .as('role_deletions.store')
}

function plugins() {
  const { admin } = controllers
  router.get('/', [admin.Plugins, 'index']).as('plugins.index')
  router.get('/:plugin', [admin.Plugins, 'show']).as('plugins.show')
  router.post('/:plugin', [admin.Plugins, 'update']).as('plugins.update')
  router
    .post('/:plugin/activation', [admin.PluginActivations, 'store'])
    .as('plugin_activations.store')
  router
    .post('/:plugin/activation/end', [admin.PluginActivations, 'destroy'])
    .as('plugin_activations.destroy')
}

function records() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ may: action })
  router.get('/', [admin.Records, 'index']).use(may('read')).as('records.index')
  router.post('/', [admin.Records, 'store']).use(may('create')).as('records.store')
  router.get('/new', [admin.Records, 'create']).use(may('create')).as('records.create')
  router.get('/export', [controllers.Exports, 'show']).use(may('export')).as('records.export')
  router
    .post('/bulk', [admin.BulkConfirmations, 'store'])
    .use(may('bulk'))
    .as('bulk_confirmations.store')
  router
    .get('/bulk', [admin.BulkConfirmations, 'show'])
    .use(may('bulk'))
    .as('bulk_confirmations.show')
  router.post('/undos', [admin.Undos, 'store']).use(may('read')).as('undos.store')
  router
    .post('/deletions', [admin.BulkRecordDeletions, 'store'])
    .use(may('bulk'))
    .as('bulk_deletions.store')
  router
    .post('/restorations', [admin.BulkRecordRestorations, 'store'])
    .use(may('bulk'))
    .as('bulk_restorations.store')
  router
    .post('/updates', [admin.BulkRecordUpdates, 'store'])
    .use(may('bulk'))
    .as('bulk_updates.store')
  router.get('/:id', [admin.Records, 'show']).use(may('read')).as('records.show')
  router.post('/:id', [admin.Records, 'update']).use(may('update')).as('records.update')
  router.get('/:id/edit', [admin.Records, 'edit']).use(may('update')).as('records.edit')
  router
    .post('/:id/deletion', [admin.RecordDeletions, 'store'])
    .use(may('delete'))
    .as('record_deletions.store')
  router
    .post('/:id/restoration', [admin.RecordRestorations, 'store'])
    .use(may('restore'))
    .as('record_restorations.store')
}
