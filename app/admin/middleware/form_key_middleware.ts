import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { submitOnce } from '#admin/form_key'

/** Handles each rendered form of the admin pages once. Within the unit that the access middleware opens. */
export default class FormKeyMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return submitOnce(ctx, next)
  }
}
