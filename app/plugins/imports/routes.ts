/*
|--------------------------------------------------------------------------
| Routes of imports
|--------------------------------------------------------------------------
|
| Files that become records.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'
import imports from '#plugins/imports/resources/imports'

export function importRoutes() {
  router
    .group(() => {
      resourceRoutes(imports, {
        own: { store: [controllers.imports.Imports, 'store'] },
        ask: { store: { permission: imports.permission('create'), accepts: 'file' } },
        more: (may) => {
          router.get('/:id/errors', [controllers.imports.ImportErrors, 'show']).use(may('read'))
          router
            .route('/:id/file', ['GET', 'HEAD'], [controllers.imports.ImportFiles, 'show'])
            .use(may('read'))
            .as('import_files.show')
          router
            .post('/:id/cancel', [controllers.imports.ImportCancellations, 'store'])
            .use(may('cancel'))
          router
            .post('/:id/revert', [controllers.imports.ImportReversions, 'store'])
            .use(may('revert'))
        },
      })
      router
        .get('/import-templates/:resource', [controllers.imports.ImportTemplates, 'show'])
        .use(middleware.access({ permission: imports.permission('create') }))
    })
    .use(middleware.plugin('imports'))
}
