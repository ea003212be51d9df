import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import {
  type Subject,
  type Throttle,
  type ThrottleName,
  throttles,
  throttling,
} from '#config/throttle'
import { Attempts } from '#core/rate_limits/attempts'
import { subjects } from '#core/rate_limits/subjects'

const SUBJECTS: readonly Subject[] = ['account', 'address', 'challenge', 'caller']

/**
 * Refuses anyone who has made too many attempts, before anything is done for them.
 * Stands before `access` on a route: what it counts must not be undone with the
 * request, and must not wait for a connection while the request holds one. What
 * is counted for a caller stands behind it, and `access` is `session` there,
 * which holds none either.
 */
export default class ThrottleMiddleware {
  async handle(ctx: HttpContext, next: NextFn, name: ThrottleName) {
    const throttle: Throttle = throttles[name]
    const counted = throttling.isOn ? await attemptsOf(ctx, name, throttle) : []
    const refused = await Promise.allSettled(counted.map(({ attempts }) => attempts.make()))
    for (const outcome of refused) if (outcome.status === 'rejected') throw outcome.reason
    await next()
    if (throttle.counts === 'failures') await settle(counted, ctx.response.getStatus())
  }
}

interface Counted {
  readonly subject: Subject
  readonly attempts: Attempts
}

async function attemptsOf(
  ctx: HttpContext,
  name: ThrottleName,
  { counts, limits }: Throttle
): Promise<Counted[]> {
  const counted: Counted[] = []
  for (const subject of SUBJECTS) {
    const limit = limits[subject]
    const who = limit ? await subjects[subject](ctx) : null
    if (!limit || who === null) continue
    const waitsGrow = counts === 'failures' && subject !== 'address'
    counted.push({ subject, attempts: new Attempts(`${name}:${subject}`, who, limit, waitsGrow) })
  }
  return counted
}

/**
 * Success wipes the slate of an account, whose owner it was. Not that of an
 * address, which a user with an account of their own could wipe to go on
 * guessing at others.
 */
async function settle(counted: readonly Counted[], status: number) {
  const isSuccess = status < 400
  await Promise.all(
    counted.map(async ({ subject, attempts }) => {
      /* Of a caller whose session has ended meanwhile nothing was tried. */
      const isFailure = status >= 400 && status < 500 && !(status === 401 && subject === 'caller')
      if (isFailure) return
      await (isSuccess && subject !== 'address' ? attempts.forget() : attempts.undo())
    })
  )
}
