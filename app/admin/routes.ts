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
import { files as fileLimits } from '#config/files'
import { imports as importLimits } from '#config/imports'
import { imageLimits } from '#core/images/receive'
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
    .use([
      ...[pageHeaders(), session(), upload(importLimits), shield()],
      ...[access('superuser_upload'), adminResource({ of: 'imports', may: 'create' })],
    ])
    .as('admin.imports.store')

  router
    .post(`${ADMIN}/organizations/:slug/:resource/:id/attachments`, [
      controllers.admin.RecordAttachments,
      'store',
    ])
    .use([
      ...[pageHeaders(), session(), upload(fileLimits), shield()],
      ...[access('superuser_upload'), adminResource({ may: 'update' })],
    ])
    .as('admin.record_attachments.store')

  router
    .post(`${ADMIN}/organizations/:slug/:resource/:id/pictures/:picture`, [
      controllers.admin.RecordPictures,
      'store',
    ])
    .use([
      ...[pageHeaders(), session(), upload(imageLimits), shield()],
      ...[access('superuser_upload'), adminResource({ may: 'update' })],
    ])
    .as('admin.record_pictures.store')

  router
    .post(`${ADMIN}/organizations/:slug/email-settings/:id/test`, [
      controllers.admin.EmailSettingsTests,
      'store',
    ])
    .use([
      ...[pageHeaders(), session(), shield(), access('superuser_apart')],
      adminResource({ of: 'email-settings', may: 'update' }),
    ])
    .as('admin.email_settings_tests.store')

  router
    .group(() => {
      router
        .group(() => {
          router.get('/login', [controllers.admin.Sessions, 'create'])
          router.post('/login', [controllers.admin.Sessions, 'store']).use(throttle('login'))
          router
            .post('/login/two-factor', [controllers.admin.ChallengedSessions, 'store'])
            .use(throttle('second_factor'))
          router.post('/theme', [controllers.admin.Themes, 'update'])
        })
        .use(access('public'))

      router.group(pages).use([access('superuser'), formKey()])
      router
        .group(support)
        .prefix('/organizations/:slug')
        .use([access('support'), formKey()])
      router.get('/*', [controllers.admin.UnknownPages, 'show']).use(access('superuser'))
    })
    .prefix(ADMIN)
    .as('admin')
    .use([pageHeaders(), session(), shield()])
}

function pages() {
  const { admin } = controllers
  router.post('/logout', [admin.Sessions, 'destroy'])
  router.get('/', [admin.Dashboards, 'show'])
  router.get('/health', [admin.HealthReports, 'show'])
  router.get('/jobs', [admin.Jobs, 'index'])
  router.post('/jobs/:id/retry', [admin.JobRetries, 'store'])
  router.get('/processes', [admin.Processes, 'index'])
  router.get('/processes/:id', [admin.Processes, 'show'])
  router.post('/processes/:id/retries', [admin.ProcessRetries, 'store'])
  router.group(users).prefix('/users')
  router.get('/imports', [admin.AllImports, 'index'])
  router.post('/memberships', [admin.Memberships, 'store'])
  router.get('/organizations', [admin.Organizations, 'index'])
  router.post('/organizations', [admin.Organizations, 'store'])
  router.get('/organizations/new', [admin.Organizations, 'create'])
  router.group(organization).prefix('/organizations/:slug')
}

function users() {
  const { admin } = controllers
  router.get('/', [admin.Users, 'index'])
  router.post('/', [admin.Users, 'store'])
  router.get('/new', [admin.Users, 'create'])
  router.get('/:id', [admin.Users, 'show'])
  router.post('/:id', [admin.Users, 'update'])
  router.get('/:id/edit', [admin.Users, 'edit'])
  router.post('/:id/password-reset', [admin.PasswordResets, 'store'])
  router.post('/:id/suspension', [admin.UserSuspensions, 'store'])
  router.post('/:id/suspension/end', [admin.UserSuspensions, 'destroy'])
  router.post('/:id/impersonations', [admin.Impersonations, 'store'])
  router.post('/:id/sessions/end', [admin.UserSessions, 'destroy'])
}

function organization() {
  const { admin } = controllers
  router.get('/', [admin.Organizations, 'show'])
  router.post('/', [admin.Organizations, 'update'])
  router.get('/edit', [admin.Organizations, 'edit'])
  router.get('/imports/new', [admin.Imports, 'create'])
  router.group(members).prefix('/members')
  router.post('/suspension', [admin.OrganizationSuspensions, 'store'])
  router.post('/suspension/end', [admin.OrganizationSuspensions, 'destroy'])
  router.group(roles).prefix('/permission-matrix')
  router.group(plugins).prefix('/plugins')
}

function members() {
  const { admin } = controllers
  router.get('/:id', [admin.Memberships, 'edit'])
  router.post('/:id', [admin.Memberships, 'update'])
  router.post('/:id/end', [admin.Memberships, 'destroy'])
}

/** What people of the organization work with, also for a user who acts as one of them. */
function support() {
  const { admin } = controllers
  router.get('/acting', [admin.Impersonations, 'show'])
  router.post('/acting/end', [admin.Impersonations, 'destroy'])
  router.get('/candidates/:table', [admin.RelationCandidates, 'index'])
  router.route('/events', ['GET'], [admin.EventStreams, 'show'])
  router.get('/notifications', [admin.Notifications, 'index'])
  router.post('/notifications', [admin.Notifications, 'update'])
  router.get('/agenda', [admin.Agendas, 'show'])
  router.group(board)
  router
    .get('/lead-funnel', [admin.LeadFunnels, 'show'])
    .use(adminResource({ of: 'leads', may: 'read' }))
  router.group(terminations).prefix('/employees/:id/termination')
  router.group(imports).prefix('/imports')
  router.group(settingsActions).prefix('/plugins/:plugin/actions/:action')
  router.group(pluginPages).prefix('/plugins/:plugin/pages/:page')
  router
    .get('/attachments/:id/content', [controllers.attachments.AttachmentContents, 'show'])
    .use(adminResource({ of: 'attachments', may: 'read' }))
    .as('attachments.content')
  router.group(records).prefix('/:resource')
}

function board() {
  const { admin } = controllers
  const deals = (may: string) => adminResource({ of: 'deals', may })
  router.get('/board', [admin.Boards, 'show']).use(deals('read'))
  router.post('/deals/:id/move', [admin.BoardMoves, 'store']).use(deals('move'))
}

function terminations() {
  const { admin } = controllers
  const terminate = adminResource({ of: 'employees', may: 'terminate' })
  router.get('/', [admin.EmployeeTerminations, 'create']).use(terminate)
  router.post('/', [admin.EmployeeTerminations, 'store']).use(terminate)
}

function imports() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ of: 'imports', may: action })
  router.get('/', [admin.Imports, 'index']).use(may('read'))
  router
    .get('/templates/:resource', [controllers.imports.ImportTemplates, 'show'])
    .use(may('create'))
  router.get('/:id', [admin.Imports, 'show']).use(may('read'))
  router.get('/:id/errors', [controllers.imports.ImportErrors, 'show']).use(may('read'))
  router.get('/:id/file', [controllers.imports.ImportFiles, 'show']).use(may('read'))
  router.post('/:id/cancellation', [admin.ImportCancellations, 'store']).use(may('cancel'))
  router.post('/:id/reversion', [admin.ImportReversions, 'store']).use(may('revert'))
}

function roles() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ of: 'roles', may: action })
  router.get('/', [admin.PermissionMatrices, 'show'])
  router.get('/new', [admin.Roles, 'create']).use(may('create'))
  router.post('/', [admin.Roles, 'store']).use(may('create'))
  router.get('/:id', [admin.Roles, 'edit']).use(may('update'))
  router.post('/:id', [admin.Roles, 'update']).use(may('update'))
  router.post('/:id/deletion', [admin.RoleDeletions, 'store']).use(may('delete'))
}

function plugins() {
  const { admin } = controllers
  router.get('/', [admin.Plugins, 'index'])
  router.get('/:plugin', [admin.Plugins, 'show'])
  router.post('/:plugin', [admin.Plugins, 'update'])
  router.post('/:plugin/activation', [admin.PluginActivations, 'store'])
  router.post('/:plugin/activation/end', [admin.PluginActivations, 'destroy'])
  router.post('/:plugin/resumptions', [admin.ListenerResumptions, 'store'])
}

function settingsActions() {
  const { admin } = controllers
  router.get('/', [admin.SettingsActions, 'create'])
  router.post('/', [admin.SettingsActions, 'store'])
}

function pluginPages() {
  const { admin } = controllers
  router.get('/', [admin.PluginPages, 'show'])
  router.post('/', [admin.PluginPages, 'store'])
}

function records() {
  const { admin } = controllers
  const may = (action: string) => adminResource({ may: action })
  router.get('/', [admin.Records, 'index']).use(may('read'))
  router.post('/', [admin.Records, 'store']).use(may('create'))
  router.get('/new', [admin.Records, 'create']).use(may('create'))
  router.get('/export', [controllers.Exports, 'show']).use(may('export')).as('records.export')
  router.post('/bulk', [admin.BulkConfirmations, 'store']).use(may('bulk'))
  router.get('/bulk', [admin.BulkConfirmations, 'show']).use(may('bulk'))
  router.post('/undos', [admin.Undos, 'store']).use(may('read'))
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
  router.get('/actions/:plugin/:action', [admin.BulkRecordActions, 'create']).use(may('bulk'))
  router.post('/actions/:plugin/:action', [admin.BulkRecordActions, 'store']).use(may('bulk'))
  router.get('/:id', [admin.Records, 'show']).use(may('read'))
  router.post('/:id', [admin.Records, 'update']).use(may('update'))
  router.get('/:id/edit', [admin.Records, 'edit']).use(may('update'))
  router.get('/:id/email', [admin.RecordEmails, 'create']).use(may('read'))
  router.post('/:id/email', [admin.RecordEmails, 'store']).use(may('read'))
  router.get('/:id/pictures/:picture', [admin.RecordPictures, 'show']).use(may('read'))
  router.post('/:id/pictures/:picture/end', [admin.RecordPictures, 'destroy']).use(may('update'))
  router.post('/:id/activities', [admin.RecordActivities, 'store']).use(may('read'))
  router.post('/:id/deletion', [admin.RecordDeletions, 'store']).use(may('delete'))
  router.post('/:id/restoration', [admin.RecordRestorations, 'store']).use(may('restore'))
  router.get('/:id/actions/:plugin/:action', [admin.RecordActions, 'create']).use(may('read'))
  router.post('/:id/actions/:plugin/:action', [admin.RecordActions, 'store']).use(may('read'))
}
