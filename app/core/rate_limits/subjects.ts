import type { HttpContext } from '@adonisjs/core/http'
import { readChallenge } from '#core/access/login_challenge'
import type { Subject } from '#config/throttle'
import { accountNamed, accountOf } from '#core/rate_limits/accounts'
import { networkOf } from '#core/rate_limits/network'

type Finder = (ctx: HttpContext) => string | null | Promise<string | null>

/** Whom a request's attempts are counted for; null when it does not say. */
export const subjects: Readonly<Record<Subject, Finder>> = {
  /**
   * The user who is named, by whichever of their names; the name, where it is nobody's. What a
   * form takes for absent names nobody.
   */
  async account(ctx) {
    const name = ['email', 'username'].map((key) => textIn(ctx, key)).find((text) => text?.trim())
    return name === undefined ? null : accountNamed(name, ctx.request.ip())
  },

  /** Where the request comes from. */
  address({ request }) {
    return networkOf(request.ip())
  },

  /** Whose password was right. */
  async challenge(ctx) {
    const text = textIn(ctx, 'challenge')
    const challenge = text === undefined ? null : await readChallenge(text)
    return challenge && accountOf(challenge.userId, ctx.request.ip())
  },

  /** Who has been let in: a token that is good no longer counts for nobody. */
  caller({ identity }) {
    return identity.userId
  },
}

function textIn({ request }: HttpContext, name: string): string | undefined {
  const body: unknown = request.body()
  if (typeof body !== 'object' || body === null) return undefined
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : undefined
}
