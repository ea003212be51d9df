import type { HttpContext } from '@adonisjs/core/http'
import { isPage } from '#admin/path'

/** The page that the form was on, when it is one of ours. */
export function referrer({ request }: HttpContext): string | null {
  const referrer = request.header('referer', '') ?? ''
  if (!URL.canParse(referrer)) return null
  const { host, pathname, search } = new URL(referrer)
  return host === request.host() && isPage(pathname) ? `${pathname}${search}` : null
}
