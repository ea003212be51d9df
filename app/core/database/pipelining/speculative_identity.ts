import type { HttpContext } from '@adonisjs/core/http'
import { hash } from 'node:crypto'

/** The SQLSTATE of the database function `misjudged()`. */
export const STALE_IDENTITY = 'HC001'

/** What the opening of a unit of work will answer, as far as can be told. */
export class SpeculativeIdentity {
  readonly #digest: string

  constructor(readonly answer: string) {
    this.#digest = hash('sha256', answer)
  }

  /** SQL that fails the transaction, and whatever else is sent in it, unless it holds. */
  assertionSql(answer: string): string {
    return `CASE WHEN encode(sha256(convert_to(${answer}, 'UTF8')), 'hex') = '${this.#digest}'
                 THEN NULL ELSE misjudged() END`
  }
}

/**
 * A unit of work has begun with a presumption that does not hold. Nothing of it
 * remains, and it can begin anew without one.
 */
export class StaleIdentityError extends Error {
  constructor() {
    super('This unit of work rested on a presumption that does not hold')
  }
}

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
