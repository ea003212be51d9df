/*
|--------------------------------------------------------------------------
| Routes of custom fields
|--------------------------------------------------------------------------
|
| Every member reads the definitions of the fields that they see; who defines
| them holds "custom-fields:manage".
|
*/

import { controllers } from '#generated/controllers'
import router from '@adonisjs/core/services/router'
import { resourceRoutes } from '#core/resources/routes'
import customFields from '#plugins/custom-fields/resources/custom_fields'

export function customFieldRoutes() {
  resourceRoutes(customFields, {
    ask: { index: 'member_or_key', show: 'member_or_key' },
    more: (may) => {
      router
        .post('/:id/purge', [controllers.customFields.CustomFieldPurges, 'store'])
        .use(may('delete'))
        .as('custom_field_purges.store')
    },
  })
}
