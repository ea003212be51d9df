/*
|--------------------------------------------------------------------------
| Routes of vendors
|--------------------------------------------------------------------------
|
| Whom an organization buys from.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { resourceRoutes } from '#core/resources/routes'
import vendors from '#plugins/vendors/resources/vendors'

export function vendorRoutes() {
  resourceRoutes(vendors, {
    more: (may) => {
      router.get('/types', [controllers.vendors.VendorTypes, 'index']).use(may('read'))
    },
  })
}
