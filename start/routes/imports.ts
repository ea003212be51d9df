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
import { resourceRoutes } from '#start/routes/resource'
import imports from '#resources/imports'

export function importRoutes() {
  router
    .group(() => {
      resourceRoutes(imports, {
        own: { store: [controllers.Imports, 'store'] },
        ask: { store: { permission: imports.permission('create'), takes: 'file' } },
        more: (may) => {
          router
            .get('/:id/errors', [controllers.ImportErrors, 'show'])
            .use(may('read'))
            .as('import_errors.show')
          router
            .post('/:id/cancel', [controllers.ImportCancellations, 'store'])
            .use(may('cancel'))
            .as('import_cancellations.store')
        },
      })
    })
    .use(middleware.plugin('imports'))
}
