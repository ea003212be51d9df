import db from '@adonisjs/lucid/services/db'
import {
  type QuotaName,
  type Subject,
  type ThrottleName,
  quotas,
  throttles,
  throttling,
} from '#config/throttle'
import type { Limit } from '#core/rate_limits/limit'
import { forgetCounts } from '#core/rate_limits/charges'

type Limits = Partial<Record<Subject, Limit | null>>

interface Wanted {
  readonly quotas?: Partial<Record<QuotaName, Limit | null>>
  readonly throttles?: Partial<Record<ThrottleName, Limits>>
}

/**
 * Throttles for the rest of a test, which other tests are not, with its own
 * limits and a clean slate.
 */
export async function throttled(
  cleanup: (callback: () => void) => void,
  wanted: Wanted = {}
): Promise<void> {
  await db.rawQuery('DELETE FROM throttles')
  forgetCounts()
  throttling.isOn = true
  const undo = [override(quotas, wanted.quotas)]
  for (const name of namesOf(wanted.throttles)) {
    undo.push(override<Limits>(throttles[name].limits, wanted.throttles?.[name]))
  }
  cleanup(() => {
    throttling.isOn = false
    for (const restore of undo) restore()
  })
}

function override<T extends object>(present: T, wanted: Partial<T> = {}): () => void {
  const before = { ...present }
  Object.assign(present, wanted)
  return () => Object.assign(present, before)
}

function namesOf(wanted: Wanted['throttles']): ThrottleName[] {
  const names: ThrottleName[] = []
  for (const name in wanted) if (name in throttles) names.push(name as ThrottleName)
  return names
}
