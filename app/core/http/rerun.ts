import type { HttpContext } from '@adonisjs/core/http'

/*
 * A request whose handler runs again, since what its first run rested on did not hold.
 */

/**
 * Takes back what the first run has said in the answer.
 *
 * @param headersBefore the names of those that the answer had before it
 */
export function resetResponse({ response }: HttpContext, headersBefore: ReadonlySet<string>): void {
  response.lazyBody = {}
  response.status(200)
  for (const name of Object.keys(response.getHeaders())) {
    if (!headersBefore.has(name)) response.removeHeader(name)
  }
}

/**
 * Runs the request's handler once more, as the framework does after the last
 * middleware: for that one, which cannot call it twice.
 */
export async function rerunHandler(ctx: HttpContext): Promise<void> {
  const handler = ctx.route?.handler
  if (!handler) throw new Error('Only a route has a handler')
  const value: unknown =
    typeof handler === 'function'
      ? await handler(ctx)
      : await handler.handle(ctx.containerResolver, ctx)
  if (value !== undefined && !ctx.response.hasLazyBody) ctx.response.send(value)
}
