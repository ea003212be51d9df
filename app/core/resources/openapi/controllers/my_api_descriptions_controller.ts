import type { HttpContext } from '@adonisjs/core/http'
import { describeApi } from '#core/resources/openapi/document'
import { readerForCaller } from '#core/resources/openapi/reader'
import { refuseParameters } from '#core/resources/query/list_request'

/**
 * The API as the caller has it here: what they may do, see and write, with the
 * plugins that are on.
 */
export default class MyApiDescriptionsController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    ctx.response.send(await describeApi(readerForCaller(ctx)))
  }
}
