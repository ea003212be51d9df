import type { HttpContext } from '@adonisjs/core/http'

/** Leads from a form that did its work to another page, which says so. */
export function leave({ response, session }: HttpContext, path: string, notice: string): void {
  session.flash('notice', notice)
  response.redirect().toPath(path)
}
