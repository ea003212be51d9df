import type { HttpContext } from '@adonisjs/core/http'

/** Aborted when the client of a request is there no more. */
export function clientGone({ response: { response } }: Pick<HttpContext, 'response'>): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (response.destroyed) gone.abort()
  return gone.signal
}
