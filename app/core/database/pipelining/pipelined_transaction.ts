import { AsyncLocalStorage } from 'node:async_hooks'
import { type PoolClient, type QueryResult, type QueryResultRow, DatabaseError } from 'pg'
import { currentAttribution } from '#core/database/attribution'
import { streamOf } from '#core/database/connection_health'
import { FOREIGN_SQL, attributedSql } from '#core/database/foreign_sql'
import { OutcomeUnknown, leavesOutcomeOpen } from '#core/database/outcome_unknown'
import { STALE_IDENTITY, StaleIdentityError } from '#core/database/pipelining/speculative_identity'

/** How a transaction ends. */
interface Ending {
  readonly text: 'COMMIT' | 'ROLLBACK'
  /** Whether changes are kept. */
  readonly keeps: boolean
}

/** Savepoints of one transaction that stand beside each other, within the same other one or within none. */
interface Turns {
  readonly transaction: PipelinedTransaction
  /** Those that this one's are within; null for the transaction itself. */
  readonly outer: Turns | null
  /** The last of them, with those before it. */
  last: Promise<unknown>
  /** Whether what they are within has ended, so that whatever comes now stands beside that. */
  isOver: boolean
}

const within = new AsyncLocalStorage<Turns>()

/** `in_failed_sql_transaction` */
const ABORTED = '25P02'

/**
 * What a unit of work and PostgreSQL say to each other. A statement need not wait
 * for the answer to the one before: what is sent ahead travels with what follows,
 * and what becomes of it counts before what becomes of anything later.
 */
export class PipelinedTransaction {
  readonly #connection: PoolClient
  /** The beginning, as long as its speculative identity is not verified. */
  #unverified: Promise<unknown> | null = null
  /** The answers to what was sent ahead, which nobody has waited for yet. */
  #pending: Promise<unknown>[] = []
  /** That something which was sent ahead has failed, and so all that follows. */
  #failure: Error | null = null
  #savepoints = 0
  #turns: Turns | null = null

  constructor(connection: PoolClient) {
    this.#connection = connection
  }

  /** Begins with a text that fails as `STALE_IDENTITY` when its speculative identity is stale. */
  beginSpeculatively(text: string): void {
    this.#unverified = defer(this.#connection, () => this.#connection.query(text))
    this.#unverified.catch(() => null)
  }

  /** Waits until the speculative identity is verified. @throws StaleIdentityError when it is stale */
  async verified(): Promise<void> {
    if (!this.#unverified) return
    await this.#unverified.catch((error: Error) => {
      throw isStaleIdentity(error) ? new StaleIdentityError() : error
    })
    this.#unverified = null
  }

  /** Waits for what was sent ahead. @throws what became of the first of it that failed */
  async settled(): Promise<void> {
    const sent = this.#pending
    this.#pending = []
    await Promise.all(sent).catch((error: Error) => {
      this.#failure ??= error
    })
    if (this.#failure) throw this.#failure
  }

  /**
   * Runs work once what was asked for before it has ended: savepoints of one connection are within
   * each other, and never beside each other. What the work itself asks for takes turns within it.
   */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turns = this.#currentTurns()
    const before = turns.last
    const own = this.#turnsWithin(turns)
    const done = before.then(() => within.run(own, work)).finally(() => (own.isOver = true))
    turns.last = done.catch(() => null)
    return done
  }

  #currentTurns(): Turns {
    let turns = within.getStore() ?? null
    while (turns && (turns.isOver || turns.transaction !== this)) turns = turns.outer
    return turns ?? (this.#turns ??= this.#turnsWithin(null))
  }

  #turnsWithin(outer: Turns | null): Turns {
    return { transaction: this, outer, last: Promise.resolve(), isOver: false }
  }

  /**
   * Runs work whose statements are undone when it throws. In turn.
   *
   * @param options `keeps`: false to undo them also when it does not
   */
  async savepoint<T>(work: () => Promise<T>, { keeps = true } = {}): Promise<T> {
    await this.settled()
    this.#savepoints += 1
    const name = `savepoint_${this.#savepoints}`
    await this.#connection.query(`SAVEPOINT ${name}`)
    try {
      const result = await this.settle(work())
      await this.#connection.query(keeps ? `RELEASE SAVEPOINT ${name}` : undone(name))
      return result
    } catch (error) {
      await this.#connection.query(undone(name))
      this.#failure = null
      throw error
    }
  }

  /** Runs one statement. @param name keeps it prepared on its connection */
  query<R extends QueryResultRow>(
    text: string,
    values: unknown[],
    name: string | null
  ): Promise<QueryResult<R>> {
    const asked = batch(this.#connection, () => this.#run<R>(text, values, name))
    return this.#unverified || this.#pending.length > 0 ? this.settle(asked) : asked
  }

  /** Sends a statement that has nothing to answer, together with what follows it. */
  queryDeferred(text: string, values: unknown[], name: string | null): void {
    const attribution = currentAttribution()
    const asked: Promise<unknown> = defer(this.#connection, () => this.#run(text, values, name))
    const sent = attribution
      ? asked.catch((error: unknown) => {
          throw isInherited(error) ? error : attribution(error)
        })
      : asked
    sent.catch(() => null)
    this.#pending.push(sent)
  }

  /**
   * Runs a statement and the end of the transaction, in one trip.
   *
   * @throws OutcomeUnknown when the end keeps changes, and its answer never came
   */
  async queryAndCommit<R extends QueryResultRow>(
    text: string,
    values: unknown[],
    name: string | null,
    ending: Ending
  ): Promise<QueryResult<R>> {
    const [answer, end] = await batch(this.#connection, () =>
      Promise.allSettled([this.query<R>(text, values, name), this.#connection.query(ending.text)])
    )
    const isRefused = answer.status === 'rejected' && answer.reason instanceof DatabaseError
    if (ending.keeps && !isRefused && end.status === 'rejected' && leavesOutcomeOpen(end.reason)) {
      throw new OutcomeUnknown(end.reason)
    }
    if (answer.status === 'rejected') throw answer.reason
    if (end.status === 'rejected') throw end.reason
    return answer.value
  }

  /**
   * What came of some work, and of all that it has sent ahead.
   *
   * @throws first what it rested on: the speculative identity, then what was sent ahead
   */
  async settle<T>(work: Promise<T>): Promise<T> {
    const [outcome] = await Promise.allSettled([work])
    await this.verified()
    await this.settled()
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }

  #run<R extends QueryResultRow>(text: string, values: unknown[], name: string | null) {
    const asked = this.#connection.query<R>(
      name === null ? { text, values } : { name, text, values }
    )
    if (!text.includes(FOREIGN_SQL)) return asked
    return asked.catch((error: unknown) => {
      throw attributedSql(error, text)
    })
  }
}

/** Goes back to a savepoint, and forgets it: what comes next is not within it. */
function undone(savepoint: string): string {
  return `ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`
}

/** Whether it fails because something before it has. */
function isInherited(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === STALE_IDENTITY || error.code === ABORTED)
}

function isStaleIdentity(error: Error): boolean {
  return error instanceof DatabaseError && error.code === STALE_IDENTITY
}

/**
 * Writes what the work sends to the server at once: one system call instead of
 * one for each statement.
 */
function batch<T>(connection: PoolClient, work: () => T): T {
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
function defer<T>(connection: PoolClient, work: () => T): T {
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
