import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { noteVersions } from '#plugins/activities/models/note/versions'

/** What a note said before it was changed. */
export default class NoteVersionsController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, noteVersions(queryFor(ctx), ctx.params.id))
  }
}
