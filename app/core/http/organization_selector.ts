import type { HttpContext } from '@adonisjs/core/http'
import { badRequest } from '#core/http/exceptions/problem'

const SELECTOR = /^[A-Za-z0-9-]{1,255}$/

/**
 * The organization that a request names: the `X-Organization-Id` header, then
 * `?organization=`, then the body's `organization` when something is created.
 * An id or a slug; null when the request leaves it to the caller's memberships.
 */
export function namedOrganization({ request }: HttpContext): string | null {
  const named =
    request.header('x-organization-id') ??
    request.qs().organization ??
    (request.method() === 'POST' ? request.body()?.organization : undefined)
  if (named === undefined || named === null || named === '') return null
  if (typeof named !== 'string' || !SELECTOR.test(named)) {
    throw badRequest(
      'malformed_organization',
      'An organization is named by its id or its slug.',
      'organization'
    )
  }
  return named
}
