import { UnitOfWork } from '#core/database/unit_of_work'

type Work = () => Promise<void>

const waiting = new WeakMap<UnitOfWork, Map<string, Work>>()

/**
 * Does many things of which each may ask for the same work, and that work once, behind all of them:
 * many lines of a deal are written, and then added up.
 */
export async function withWorkAtEnd<T>(work: () => Promise<T>): Promise<T> {
  const unit = UnitOfWork.get()
  if (waiting.has(unit)) return work()
  const asked = new Map<string, Work>()
  waiting.set(unit, asked)
  try {
    const result = await work()
    waiting.delete(unit)
    const inOrder = [...asked].sort(([one], [other]) => (one < other ? -1 : 1))
    for (const [, each] of inOrder) await each()
    return result
  } finally {
    waiting.delete(unit)
  }
}

/** Does work at once, or once behind many things that are done together. @param key by which it is the same work */
export async function onceAtEnd(key: string, work: Work): Promise<void> {
  const asked = waiting.get(UnitOfWork.get())
  if (asked) asked.set(key, work)
  else await work()
}
