import type { HttpContext } from '@adonisjs/core/http'
import { answerOwn } from '#core/http/answer_own'

/** The profiles that the caller has here. */
export default class MyProfilesController {
  async index(ctx: HttpContext) {
    return answerOwn(ctx)
  }
}
