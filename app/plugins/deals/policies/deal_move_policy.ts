import type { HttpContext } from '@adonisjs/core/http'
import { permissionDenied } from '#core/http/exceptions/problem'

const PERMISSION = 'deals:move'

/** Whoever takes a place away from all the deals in it must be allowed to move all deals. @throws 403 */
export function authorizeDealMove({ identity }: HttpContext): void {
  if (identity.grants.reach(PERMISSION) !== 'all') throw permissionDenied(PERMISSION)
}
