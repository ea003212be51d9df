import type { HttpContext } from '@adonisjs/core/http'
import { staleVersion } from '#core/http/answer'

/** @throws 412 for a form that showed another version of what it changes */
export function ensureFormVersion(
  { request }: Pick<HttpContext, 'request'>,
  { version }: { readonly version: number }
): void {
  if (request.body().version !== String(version)) throw staleVersion(version)
}
