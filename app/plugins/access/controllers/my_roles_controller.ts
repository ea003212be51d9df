import type { HttpContext } from '@adonisjs/core/http'
import { answerOwn } from '#core/http/answer_own'

/** The roles that the caller has here and that count. */
export default class MyRolesController {
  async index(ctx: HttpContext) {
    return answerOwn(ctx, [{ name: 'is_active', operator: 'eq', operand: 'true' }])
  }
}
