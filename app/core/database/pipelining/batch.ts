import type { PoolClient } from 'pg'
import { streamOf } from '#core/database/connection_health'

/**
 * Writes what the work sends to the server at once: one system call instead of
 * one for each statement.
 */
export function batch<T>(connection: PoolClient, work: () => T): T {
  const stream = streamOf(connection)
  stream.cork()
  try {
    return work()
  } finally {
    stream.uncork()
    corked.get(connection)?.()
  }
}

/** How to let go of what waits on a connection for the next trip. */
const corked = new WeakMap<PoolClient, () => void>()

/**
 * Holds back what the work sends until the next `batch`, so that both travel
 * together; at the latest until the end of this turn of the event loop.
 */
export function defer<T>(connection: PoolClient, work: () => T): T {
  if (corked.has(connection)) return work()
  const stream = streamOf(connection)
  const flush = () => {
    if (corked.get(connection) !== flush) return
    corked.delete(connection)
    clearImmediate(latest)
    stream.uncork()
  }
  const latest = setImmediate(flush)
  corked.set(connection, flush)
  stream.cork()
  return work()
}
