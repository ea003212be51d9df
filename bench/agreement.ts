import { isDeepStrictEqual } from 'node:util'
import type { Target } from './target.js'
import { type Item, part } from './workload.js'

/** Set anew by each server on a write, or worked out by the application alone, so they cannot agree. */
const OWN = new Set([
  ...['id', 'code', 'version', 'created_at', 'updated_at', 'next', 'previous'],
  ...['phone_normalized', 'mobile_normalized'],
])

/**
 * Whether both servers give the same answer to an item's first call, and so do
 * the same work.
 *
 * @returns what is wrong, or null; `absent` when the application has no such
 * path yet
 */
export async function disagreement(
  item: Item,
  app: Target,
  bare: Target
): Promise<string | 'absent' | null> {
  const [ours, theirs] = await Promise.all(
    [app, bare].map(async (target) => {
      const [call] = item.calls[target.name]
      return call ? target.send(item.company, call) : null
    })
  )
  if (!ours || !theirs) return 'it has no calls'
  if (ours.status === 404 && theirs.status === item.status) return 'absent'
  for (const [name, { status, answer }] of Object.entries({ app: ours, bare: theirs })) {
    if (status !== item.status || !item.accepts(answer)) {
      return `${name} answers ${status}: ${JSON.stringify(answer).slice(0, 300)}`
    }
  }
  if (item.kind === 'statistics') return null
  const place = difference(ours.answer, theirs.answer)
  return place === null ? null : `the servers differ in "${place}"`
}

/** Where two answers differ first, as a path; null where they agree in all but what is each one's own. */
function difference(ours: unknown, theirs: unknown): string | null {
  if (isDeepStrictEqual(ours, theirs)) return null
  const names = new Set([...membersOf(ours), ...membersOf(theirs)].filter((name) => !OWN.has(name)))
  if (names.size === 0) return isRecord(ours) && isRecord(theirs) ? null : ''
  for (const name of names) {
    const inner = difference(part(ours, name), part(theirs, name))
    if (inner !== null) return inner === '' ? name : `${name}.${inner}`
  }
  return null
}

function isRecord(answer: unknown): answer is object {
  return typeof answer === 'object' && answer !== null
}

function membersOf(answer: unknown): string[] {
  return isRecord(answer) ? Object.keys(answer) : []
}
