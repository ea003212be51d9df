import type { HttpContext } from '@adonisjs/core/http'
import { choicesFor } from '#core/resources/choices'
import { refuseParameters } from '#core/resources/query/list_request'

/** The values that fields have which have only so many, for the forms of clients. */
export default class ChoicesController {
  index(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    ctx.response.send(choicesFor(ctx))
  }
}
