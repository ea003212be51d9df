import type { HttpContext } from '@adonisjs/core/http'
import { humanize } from '#admin/humanize'
import type { ShownOnce } from '#core/http/answer'

/** Leads from a form that did its work to another page, which says so. */
export function leave({ response, session }: HttpContext, path: string, notice: string): void {
  session.flash('notice', notice)
  response.redirect().toPath(path)
}

/** What was done, and what is shown of the record this once: `The secret is replaced. Secret, shown this once: whsec_…` */
export function withOnce(notice: string, once: ShownOnce): string {
  const shown = Object.entries(once).map(
    ([name, value]) => `${humanize(name)}, shown this once: ${value}`
  )
  return [notice, ...shown].join(' ')
}
