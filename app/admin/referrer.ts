import type { HttpContext } from '@adonisjs/core/http'
import { withoutFlashId } from '#admin/flash_id'
import { isPage } from '#core/http/pages'

/** The page that the form was on, when it is one of ours. */
export function referrer({ request }: HttpContext): string | null {
  const address = request.header('referer', '') ?? ''
  if (!URL.canParse(address)) return null
  const { host, pathname, search } = new URL(address)
  return host === request.host() && isPage(pathname) ? `${pathname}${withoutFlashId(search)}` : null
}
