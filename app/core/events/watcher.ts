import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { behindSql, settledSql } from '#core/events/event_sql'
import { type Position, isBefore } from '#core/events/position'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { Statement } from '#core/resources/query/statement'

/** Finds, for each organization, the last event behind a position; none where there is none yet. */
export type Look = (behind: ReadonlyMap<string, Position>) => Promise<ReadonlyMap<string, Position>>

interface Waiting {
  readonly after: Position
  readonly wake: (position: Position | null) => void
}

interface Watched {
  /** Up to which position its events are known of. */
  seen: Position
  readonly waiting: Set<Waiting>
}

const EVERY_MS = 500

/**
 * Wakes those who wait for events of an organization. Looks for them only while any do, with
 * one statement for all of them: a write pays nothing for it, as it would for NOTIFY, in whose lock
 * transactions commit one after the other.
 */
export class EventWatcher {
  readonly #look: Look
  readonly #everyMs: number
  readonly #watched = new Map<string, Watched>()
  #isRunning = false
  #isClosed = false

  constructor(look: Look = lookInDatabase, everyMs = EVERY_MS) {
    this.#look = look
    this.#everyMs = everyMs
  }

  /** How many wait. */
  get waiting(): number {
    return [...this.#watched.values()].reduce((sum, { waiting }) => sum + waiting.size, 0)
  }

  /** Whether no one waits any more, since the process ends. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Up to which position events of an organization are known of; null while no one waits for them. */
  seen(organizationId: string): Position | null {
    return this.#watched.get(organizationId)?.seen ?? null
  }

  /** Lets all go who wait, and all who will. */
  close(): void {
    this.#isClosed = true
    for (const { waiting } of this.#watched.values()) for (const { wake } of waiting) wake(null)
  }

  /**
   * Waits until there are events of an organization behind a position, which need not be within the
   * reach of who waits; or until the time is over, or no one waits any more.
   *
   * @returns up to where they are known of; null where there are none
   */
  async wait(
    organizationId: string,
    after: Position,
    { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal }
  ): Promise<Position | null> {
    const watched = this.#watched.get(organizationId) ?? { seen: after, waiting: new Set() }
    if (isBefore(after, watched.seen)) return watched.seen
    if (this.#isClosed || signal.aborted || milliseconds <= 0) return null
    this.#watched.set(organizationId, watched)
    const { promise, resolve } = Promise.withResolvers<Position | null>()
    const waiting = { after, wake: resolve }
    const giveUp = () => resolve(null)
    const timer = setTimeout(giveUp, milliseconds)
    signal.addEventListener('abort', giveUp, { once: true })
    watched.waiting.add(waiting)
    if (!this.#isRunning) void this.#run()
    const position = await promise
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
    watched.waiting.delete(waiting)
    if (watched.waiting.size === 0) this.#watched.delete(organizationId)
    return position
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    while (this.#watched.size > 0) {
      await this.#lookOnce()
      await sleep(this.#everyMs)
    }
    this.#isRunning = false
  }

  async #lookOnce(): Promise<void> {
    try {
      const behind = new Map([...this.#watched].map(([id, { seen }]) => [id, seen]))
      for (const [id, position] of await this.#look(behind)) this.#wake(id, position)
    } catch (error) {
      logger.warn({ err: error }, 'no events could be looked for; it is tried again')
    }
  }

  #wake(organizationId: string, position: Position) {
    const watched = this.#watched.get(organizationId)
    if (!watched || !isBefore(watched.seen, position)) return
    watched.seen = position
    for (const { after, wake } of watched.waiting) if (isBefore(after, position)) wake(position)
  }
}

/** Asks one index once for each organization. */
async function lookInDatabase(behind: ReadonlyMap<string, Position>) {
  const statement = new Statement()
  const parts = [...behind].map(
    ([id, position]) => `(
      SELECT e.organization_id AS organization, e.epoch, e.xid::text AS xid, e.id FROM audit_events e
      WHERE e.organization_id = ${statement.bind(id)}::uuid
        AND ${behindSql('e', position, statement)} AND ${settledSql('e')}
      ORDER BY e.epoch DESC, e.xid DESC, e.id DESC LIMIT 1)`
  )
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<{ organization: string; epoch: number; xid: string; id: string }>(
        parts.join(' UNION ALL '),
        statement.values
      ),
    { readOnly: true }
  )
  return new Map(
    rows.map(({ organization, epoch, xid, id }) => [organization, { epoch, xid: BigInt(xid), id }])
  )
}

/** For all who wait in this process. */
export const eventWatcher = new EventWatcher()
