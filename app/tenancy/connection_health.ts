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

/** Milliseconds for the settings of a new session, and for the answer of an idle connection. */
const PROBE_TIMEOUT = 1_000

/** Milliseconds after which a connection is asked whether it is alive before it is used again. */
const MAX_IDLE = 5_000

/** Milliseconds that a server has to close its side of a connection. */
const CLOSE_TIMEOUT = 1_000

/** Settings of the driver for every connection, whoever makes it. */
export const CONNECTION_SETTINGS = {
  connectionTimeoutMillis: CONNECT_TIMEOUT,
  query_timeout: ANSWER_TIMEOUT,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  stream: () => withKnownErrors(withBoundedClose(new Socket())),
}

/** What the sessions of this process are told, and how long an answer is waited for. */
interface Mode {
  readonly sql: string
  /** In milliseconds; 0 is without end, but for the keepalive of TCP. */
  readonly answerTimeout: number
}

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
  answerTimeout: ANSWER_TIMEOUT,
}

/**
 * Migrations take the time they need. Waiting for a lock stays bounded: all
 * traffic on a table queues behind whoever waits to change it.
 */
const MAINTENANCE: Mode = {
  sql: `${COMMON} SET statement_timeout = 0; SET lock_timeout = '2s';
        SET idle_in_transaction_session_timeout = 0`,
  answerTimeout: 0,
}

interface State {
  /** The clock of this process when it was last handed out. */
  takenAt: number
  mode: Mode
  answerTimeout: number
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
  states.set(connection, { takenAt: performance.now(), mode, answerTimeout: ANSWER_TIMEOUT })
  connection.on('error', () => {
    suspectedAt = performance.now()
  })
  connection.query(within(mode.sql, PROBE_TIMEOUT), (error: Error | null) => {
    if (error) stream.destroy()
    else setAnswerTimeout(connection, mode.answerTimeout)
    done(error, connection)
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
  setAnswerTimeout(connection, mode.answerTimeout)
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
  if (!state || state.answerTimeout === timeout) return
  state.answerTimeout = timeout
  parametersOf(connection).query_timeout = timeout
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
    await connection.query(within(text, PROBE_TIMEOUT))
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

/** A statement with a deadline of its own; the types of the driver do not know it. */
function within(text: string, timeout: number) {
  return { text, query_timeout: timeout }
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
  readonly connectionParameters: { query_timeout: number }
}

/** The socket that a connection speaks through. */
export function streamOf(connection: Client | PoolClient): Socket {
  return (connection as unknown as Internals).connection.stream
}

function parametersOf(connection: Client | PoolClient) {
  return (connection as unknown as Internals).connectionParameters
}
