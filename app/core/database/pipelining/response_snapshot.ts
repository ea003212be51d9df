import type { HttpContext } from '@adonisjs/core/http'

type Response = HttpContext['response']

/** What an answer was before its handler had a say in it. */
export class ResponseSnapshot {
  readonly #response: Response
  readonly #headers: ReadonlySet<string>

  constructor(response: Response) {
    this.#response = response
    this.#headers = new Set(Object.keys(response.getHeaders()))
  }

  /** Makes it that again. */
  restore(): void {
    this.#response.lazyBody = {}
    this.#response.status(200)
    for (const name of Object.keys(this.#response.getHeaders())) {
      if (!this.#headers.has(name)) this.#response.removeHeader(name)
    }
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
