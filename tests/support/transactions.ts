import pg from 'pg'

/**
 * Counts the transactions that PostgreSQL runs while something is done: each that
 * is begun, and each statement that is sent outside of one.
 */
export async function countTransactions(work: () => PromiseLike<unknown>): Promise<number> {
  const asked = pg.Client.prototype.query
  const open = new WeakSet<object>()
  let count = 0
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const text = String(typeof first === 'string' ? first : Object(first).text)
    if (!open.has(this)) count += 1
    if (/^\s*BEGIN\b/i.test(text)) open.add(this)
    if (/\b(COMMIT|ROLLBACK)\s*;?\s*$/i.test(text)) open.delete(this)
    return Reflect.apply(asked, this, args)
  } as typeof asked
  try {
    await work()
  } finally {
    pg.Client.prototype.query = asked
  }
  return count
}
