import { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Client, PoolClient } from 'pg'

/*
 * A connection whose peer is gone without a word looks like one that waits: the
 * server's own limits end nothing when its answer cannot arrive. So everything
 * that is sent to PostgreSQL has a deadline here, too.
 */

/** Milliseconds for the answer to a statement: the `statement_timeout` of a session, and the way back. */
export const ANSWER_TIMEOUT = 7_000

/** Milliseconds for making a connection; less than a request waits for one. */
const CONNECT_TIMEOUT = 2_500

/** Milliseconds for the settings of a new session; no one waits longer for a connection. */
const SETTINGS_TIMEOUT = 3_000

/** Milliseconds for the answer of a connection that was idle. */
const PROBE_TIMEOUT = 1_000

/** Milliseconds after which a connection is asked whether it is alive before it is used again. */
const MAX_IDLE = 5_000

/** Milliseconds that a server has to close its side of a connection. */
const CLOSE_TIMEOUT = 1_000

/** Settings of the driver for every connection, anyone who makes it. */
export const CONNECTION_SETTINGS = {
  connectionTimeoutMillis: CONNECT_TIMEOUT,
  query_timeout: ANSWER_TIMEOUT,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  stream: () => withKnownErrors(withBoundedClose(new Socket())),
}

/** What the sessions of this process are told, and whether their answers are waited for without end. */
interface Mode {
  readonly sql: string
  readonly isEndless: boolean
}

/** Milliseconds: the longest that a timer can take. */
const FOR_EVER = 2 ** 31 - 1

const COMMON = `SET TIME ZONE 'UTC'; SET max_parallel_workers_per_gather = 0; SET jit = off;`

/**
 * None of the sessions knows an organization.
 *
 * - Parallel counting doubles the CPU of a request for the same latency.
 * - A statement, a lock or a forgotten transaction never holds a connection
 *   for long.
 */
const REQUESTS: Mode = {
  sql: `${COMMON} SET statement_timeout = '5s'; SET lock_timeout = '3s';
        SET idle_in_transaction_session_timeout = '30s'`,
  isEndless: false,
}

/**
 * Migrations take the time they need. Waiting for a lock stays bounded: all
 * traffic on a table queues behind anyone who waits to change it.
 */
const MAINTENANCE: Mode = {
  sql: `${COMMON} SET statement_timeout = 0; SET lock_timeout = '2s';
        SET idle_in_transaction_session_timeout = 0`,
  isEndless: true,
}

/** The same for one transaction, which a pooler between leaves to no one else. */
export const MAINTENANCE_OF_TRANSACTION = `SET LOCAL statement_timeout = 0;
  SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = 0`

interface State {
  /** The clock of this process when it was last handed out. */
  takenAt: number
  mode: Mode
  /** What its settings say about how long its answers are waited for, in milliseconds. */
  readonly ownTimeout: number
  /** How long they are now; 0 is without end, but for the keepalive of TCP. */
  answerTimeout: number
  /** The longest that an answer was waited for since it was handed out; 0 is without end. */
  longestTimeout: number
}

const states = new WeakMap<Client | PoolClient, State>()
let inMaintenance = 0
/** Connections that were handed out before this are asked whether they are alive. */
let suspectedAt = 0

/**
 * Makes a connection ready that has just been made. When one breaks, all that
 * were made before it are suspected: the cause is rarely in one alone.
 */
export function prepareConnection(
  connection: Client,
  done: (error: Error | null, connection: Client) => void
): void {
  const stream = streamOf(connection)
  if (stream instanceof TLSSocket) withKnownErrors(withBoundedClose(stream))
  const mode = currentMode()
  const ownTimeout = parametersOf(connection).query_timeout || 0
  const state: State = {
    takenAt: performance.now(),
    mode,
    ownTimeout,
    answerTimeout: mode.isEndless ? 0 : ownTimeout,
    longestTimeout: mode.isEndless ? 0 : ownTimeout,
  }
  states.set(connection, state)
  countWhatIsAhead(connection, state)
  connection.on('error', () => {
    suspectedAt = performance.now()
  })
  answerTo(connection, mode.sql, SETTINGS_TIMEOUT).then(
    () => {
      done(null, connection)
    },
    (error: Error) => {
      stream.destroy()
      done(error, connection)
    }
  )
}

/**
 * Statements go out together, and the driver's clock of each runs from then on: it waits for its
 * own answer as long as it may, and before that for the answers to all that is ahead of it. A peer
 * that is gone is found out by the first of them.
 */
function countWhatIsAhead(connection: Client, state: State): void {
  Object.defineProperty(parametersOf(connection), 'query_timeout', {
    get() {
      const { answerTimeout, longestTimeout } = state
      const ahead = unanswered(connection)
      if (ahead === 0) return answerTimeout
      const isEndless = answerTimeout === 0 || longestTimeout === 0
      return isEndless ? 0 : answerTimeout + ahead * longestTimeout
    },
  })
}

/**
 * Whether a connection can be handed out. One in steady use is not asked, so
 * that requests pay nothing for it.
 */
export function isUsable(connection: Client): boolean | Promise<boolean> {
  const state = states.get(connection)
  /* The driver has broken it, and will say so in a moment. */
  if (!state || streamOf(connection).destroyed) return false
  const { takenAt } = state
  const mode = currentMode()
  state.takenAt = performance.now()
  state.answerTimeout = mode.isEndless ? 0 : state.ownTimeout
  state.longestTimeout = state.answerTimeout
  if (state.mode !== mode) return answers(connection, mode.sql).then(kept(state, mode))
  if (state.takenAt - takenAt < MAX_IDLE && takenAt > suspectedAt) return true
  return answers(connection, 'SELECT 1')
}

/**
 * How long the answers of a connection are waited for, until it is given back.
 *
 * @param timeout in milliseconds; 0 is without end, but for the keepalive of TCP
 */
export function setAnswerTimeout(connection: Client | PoolClient, timeout: number): void {
  const state = states.get(connection)
  if (!state) return
  state.answerTimeout = timeout
  const isLonger = timeout === 0 || (state.longestTimeout > 0 && timeout > state.longestTimeout)
  if (isLonger) state.longestTimeout = timeout
}

/** Runs work whose statements, of all connections of this process, may take as long as they need. */
export async function runMaintenance<T>(work: () => Promise<T>): Promise<T> {
  const end = beginMaintenance()
  try {
    return await work()
  } finally {
    end()
  }
}

/** The same for work that is no one function. @returns what ends it, once */
export function beginMaintenance(): () => void {
  inMaintenance += 1
  let isOver = false
  return () => {
    if (!isOver) inMaintenance -= 1
    isOver = true
  }
}

function currentMode(): Mode {
  return inMaintenance > 0 ? MAINTENANCE : REQUESTS
}

/** A connection that does not answer is broken by the driver, and so never used again. */
async function answers(connection: Client, text: string): Promise<boolean> {
  try {
    await answerTo(connection, text, PROBE_TIMEOUT)
    return true
  } catch {
    streamOf(connection).destroy()
    return false
  }
}

function kept(state: State, mode: Mode) {
  return (isAlive: boolean) => {
    if (isAlive) state.mode = mode
    return isAlive
  }
}

/** A statement for which the driver has another deadline; its types do not know that. */
function within(text: string, timeout: number) {
  return { text, query_timeout: timeout }
}

/**
 * Asks with a deadline of its own, and breaks the connection when it passes. Where the processor
 * was busy for longer, the answer has arrived and was only not read: it counts.
 */
async function answerTo(connection: Client, text: string, timeout: number): Promise<void> {
  let isAnswered = false
  const giveUp = () => {
    if (!isAnswered) streamOf(connection).destroy()
  }
  const timer = setTimeout(() => setImmediate(giveUp), timeout)
  try {
    await connection.query(within(text, FOR_EVER))
  } finally {
    isAnswered = true
    clearTimeout(timer)
  }
}

/** A peer that is gone never closes its side, and would keep this process from ending. */
function withBoundedClose<S extends Socket>(socket: S): S {
  return socket.once('finish', () => {
    const timer = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT)
    socket.once('close', () => clearTimeout(timer))
  })
}

/** Errors of sockets to PostgreSQL: those of any other socket read alike. */
const ofDatabase = new WeakSet<Error>()

/** Whether an error came from a connection to PostgreSQL, and not from a plugin's or any other. */
export function isOfDatabase(error: Error): boolean {
  return ofDatabase.has(error)
}

/** Remembers that an error came from a connection to PostgreSQL. */
export function noteDatabaseError(error: Error): void {
  ofDatabase.add(error)
  if (error instanceof AggregateError) {
    for (const inner of error.errors) if (inner instanceof Error) ofDatabase.add(inner)
  }
}

/** Before the driver hands them on. */
function withKnownErrors<S extends Socket>(socket: S): S {
  return socket.on('error', noteDatabaseError)
}

/* Of the driver's own, which its types leave out. */

interface Internals {
  readonly connection: { readonly stream: Socket }
  readonly connectionParameters: { query_timeout: number | false }
  readonly _activeQuery: unknown
  readonly _sentQueryQueue: readonly unknown[]
  readonly _queryQueue: readonly unknown[]
}

/** The socket that a connection speaks through. */
export function streamOf(connection: Client | PoolClient): Socket {
  return (connection as unknown as Internals).connection.stream
}

function parametersOf(connection: Client | PoolClient) {
  return (connection as unknown as Internals).connectionParameters
}

/** How many statements of a connection wait for their answers. */
function unanswered(connection: Client): number {
  const internals = connection as unknown as Internals
  const isOneRead = Boolean(internals._activeQuery)
  return internals._sentQueryQueue.length + internals._queryQueue.length + (isOneRead ? 1 : 0)
}
