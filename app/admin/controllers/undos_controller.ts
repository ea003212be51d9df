import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { undo } from '#admin/undo'

/** What was just done to records of a resource, taken back. */
export default class UndosController {
  async store(ctx: HttpContext) {
    answerBulk(ctx, await undo(ctx))
  }
}
