import type { HttpContext } from '@adonisjs/core/http'
import { refuseParameters } from '#core/resources/query/list_request'
import { VENDOR_TYPES } from '#plugins/vendors/resources/vendors'

/** The kinds of vendor that there are. */
export default class VendorTypesController {
  async index({ request }: HttpContext) {
    refuseParameters(request.qs())
    return VENDOR_TYPES
  }
}
