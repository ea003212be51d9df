import type { HttpContext } from '@adonisjs/core/http'
import { wholeDescription } from '#core/resources/openapi/document'
import { refuseParameters } from '#core/resources/query/list_request'

/** The whole API of this installation in the words of OpenAPI, for anyone who writes a client. */
export default class ApiDescriptionsController {
  async show({ request, response }: HttpContext) {
    refuseParameters(request.qs())
    const { body, tag } = await wholeDescription()
    response
      .header('ETag', tag)
      /* The same for every caller: it may be kept, and is asked for again by its tag. */
      .header('Cache-Control', 'public, no-cache')
      .header('Content-Type', 'application/json; charset=utf-8')
    if (request.header('if-none-match') === tag) response.status(304).send(null)
    else response.send(body)
  }
}
