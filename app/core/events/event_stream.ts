import type { Reader } from '#core/plugins/reader'
import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { streams } from '#config/events'
import type { LoggedEvent } from '#core/events/cloud_event'
import { type EventPage, cursorOf, readEvents } from '#core/events/event_log'
import {
  type EventRequest,
  SELECTION,
  readAfter,
  readSelection,
  refuseUnknown,
} from '#core/events/event_request'
import { type Position, isBefore, writePosition } from '#core/events/position'
import { askSince } from '#core/events/shared_reads'
import { eventWatcher } from '#core/events/watcher'
import { Problem } from '#core/http/exceptions/problem'
import { toProblem } from '#core/http/exceptions/to_problem'
import { ConcurrencyLimiter } from '#core/support/concurrency_limiter'
import { SingleFlight } from '#core/support/single_flight'

const MEDIA_TYPE = 'text/event-stream'

/** Events that are read, and so may be in memory, at once. */
const BATCH = 100

/** Bytes that are made ready for a client that takes them slowly. */
const READY_BYTES = 64 * 1024

/** Until a read is tried again that cannot be done at the moment. */
const RETRY_MS = 1_000

/** Streams of this process that read at once: the rest of the pool is for requests. */
const reading = new ConcurrencyLimiter(4, Infinity)

/** Whose stream it is. */
export interface StreamCaller {
  /** All that they brought: streams that were asked for with the same are read together. Null: each alone. */
  readonly key: string | null
  /** Lets them in anew and does something as them. @throws when they are let in no more */
  readonly admit: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>
}

/** What was read for a stream. */
interface Reading {
  readonly organizationId: string
  /** Up to where events were known of before it. */
  readonly head: Position | null
  readonly page: EventPage
}

const together = new SingleFlight<Reading>()

type Request = Omit<EventRequest, 'limit'>

/**
 * Reads what a stream is asked for, from where its client was last.
 *
 * @throws 400 for what is unknown or malformed, 406 for a client that does not say that it takes a
 * stream: it would wait for an end that does not come
 */
export function readStreamRequest(
  { request }: Pick<HttpContext, 'request'>,
  reader: Reader
): Request {
  if (!request.header('accept', '')?.includes(MEDIA_TYPE)) throw notAcceptable()
  const query = request.qs()
  refuseUnknown(query, [...SELECTION, 'after'])
  const after = request.header('last-event-id') ?? query.after ?? 'latest'
  return { ...readSelection(query, reader), after: readAfter(after) }
}

function notAcceptable(): Problem {
  return new Problem(406, {
    code: 'not_acceptable',
    detail: `This is a stream, which does not end. Send "Accept: ${MEDIA_TYPE}".`,
  })
}

/** Who asked for it, and what they brought. */
export function streamCaller(ctx: HttpContext): StreamCaller {
  const { request } = ctx
  const brought = ['authorization', 'x-organization-id'].map((name) => request.header(name))
  const key = hash('sha256', JSON.stringify([request.ip(), request.url(true), ...brought]))
  return {
    key,
    admit: async (work) => {
      await ctx.auth.use('bearer').credentials()
      return ctx.writeAsCaller(() => work(ctx))
    },
  }
}

/**
 * Events as they come, as server-sent events. Reads no further than its client takes: what that has
 * not taken is in the log, not in memory. While there is nothing it has no connection to the
 * database. The caller is let in anew for each batch, and at the latest for each heartbeat; the
 * stream ends when they are not.
 *
 * From where it goes on is settled before it is answered: nothing that happens afterwards is missed.
 *
 * @throws 410 where events behind the position are kept no more
 */
export async function openEventStream(
  caller: StreamCaller,
  request: Request,
  gone: AbortSignal
): Promise<Readable> {
  const stream = new EventStream(caller, request, gone)
  const first = await stream.read()
  return Readable.from(stream.chunks(first), { objectMode: false, highWaterMark: READY_BYTES })
}

class EventStream {
  readonly #caller: StreamCaller
  readonly #gone: AbortSignal
  #request: Request
  #organizationId = ''
  /** Up to where events were known of before the next read. */
  #head: Position | null = null
  #next: 'read' | 'wait' | 'check' = 'read'
  #admittedAt = Date.now()

  constructor(caller: StreamCaller, request: Request, gone: AbortSignal) {
    this.#caller = caller
    this.#request = request
    this.#gone = gone
  }

  /** @param first what was read when it was opened */
  async *chunks(first: readonly LoggedEvent[]) {
    yield `retry: ${streams.retrySeconds * 1_000}\n\n${this.#text(first)}`
    while (!this.#isOver) {
      try {
        if (this.#next === 'wait') await this.#wait()
        else yield this.#text(this.#next === 'read' ? await this.read() : await this.#checkIn())
      } catch (error) {
        const problem = toProblem(error)
        if (!isPassing(problem) || Date.now() > this.#admittedAt + streams.checkSeconds * 1_000) {
          yield ending(problem)
          return
        }
        await sleep(RETRY_MS)
      }
    }
  }

  get #isOver(): boolean {
    return this.#gone.aborted || eventWatcher.isClosed
  }

  /** The next events, as far as the caller may read them now. */
  async read(): Promise<readonly LoggedEvent[]> {
    const { organizationId, head, page } = await this.#shared()
    this.#organizationId = organizationId
    this.#head = head
    this.#next = page.hasMore ? 'read' : 'wait'
    this.#request = { ...this.#request, after: this.#behind(page) }
    return page.events
  }

  /** What they would each read is read once for all streams of a caller that were woken together. */
  async #shared(): Promise<Reading> {
    const read = () => this.#admitted((reader) => this.#readAs(reader))
    const { after } = this.#request
    const { key } = this.#caller
    if (key === null || !this.#head || typeof after === 'string') return read()
    const places = [this.#head, after].map(writePosition)
    const shared = await together.do([key, ...places].join(' '), read)
    this.#admittedAt = Date.now()
    return shared
  }

  async #readAs(reader: Reader): Promise<Reading> {
    const organizationId = reader.identity.organizationId ?? ''
    const head = this.#head ?? eventWatcher.seen(organizationId)
    const { after, ...asked } = this.#request
    const start = after === 'latest' && head ? head : after
    const page = await readEvents(reader, { ...asked, after: start, limit: BATCH }, askSince(head))
    return { organizationId, head, page }
  }

  /** From where to go on. Those who wait for the same go on from the same place, and so ask the log the same. */
  #behind({ events, cursor, hasMore }: EventPage): Position {
    if (hasMore || !this.#head) return cursor
    const { after } = this.#request
    const last = events.at(-1)
    const places = [
      this.#head,
      ...(typeof after === 'string' ? [] : [after]),
      ...(last ? [last.position] : []),
    ]
    return places.reduce((one, other) => (isBefore(one, other) ? other : one))
  }

  async #checkIn(): Promise<readonly LoggedEvent[]> {
    await this.#admitted(async () => {})
    this.#next = 'wait'
    return []
  }

  async #admitted<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const result = await reading.pass(() => this.#caller.admit(work))
    this.#admittedAt = Date.now()
    return result
  }

  async #wait(): Promise<void> {
    const { after } = this.#request
    if (typeof after === 'string') return
    const milliseconds = streams.heartbeatSeconds * 1_000
    const options = { milliseconds, signal: this.#gone }
    this.#head = await eventWatcher.wait(this.#organizationId, after, options)
    this.#next = this.#head ? 'read' : 'check'
  }

  #text(events: readonly LoggedEvent[]): string {
    return events.map(written).join('') || this.#heartbeat()
  }

  /** Says that there is nothing new, and from where to go on. */
  #heartbeat(): string {
    const { after } = this.#request
    return typeof after === 'string' ? ':\n\n' : `:\nid: ${cursorOf(after)}\n\n`
  }
}

function written({ sequence, json }: LoggedEvent): string {
  return `id: ${sequence}\ndata: ${json}\n\n`
}

/** Why no more comes, before the end. A client that comes back is told the same as a problem. */
function ending({ status, code, message: detail }: Problem): string {
  return `event: end\ndata: ${JSON.stringify({ status, code, detail })}\n\n`
}

/** Whether the server is too busy, or the database away, and not the caller refused. */
function isPassing({ status }: Problem): boolean {
  return status === 429 || status === 503
}

/** Answers a stream, until its client is gone. One that takes nothing for long is cut off. */
export function answerStream({ response, logger }: HttpContext, stream: Readable): void {
  const { response: answer } = response
  /* It does not close once more. */
  if (answer.destroyed) return void stream.destroy()
  const cut = () => {
    logger.warn('a client did not take its events')
    answer.destroy()
  }
  let waiting = 0
  const stall = setInterval(() => {
    if (answer.writableLength > 0 && answer.writableLength === waiting) cut()
    waiting = answer.writableLength
  }, streams.stallSeconds * 1_000)
  answer.once('close', () => {
    clearInterval(stall)
    stream.destroy()
  })
  response
    .header('Content-Type', `${MEDIA_TYPE}; charset=utf-8`)
    /* Neither kept, nor compressed, nor gathered by a proxy. */
    .header('Cache-Control', 'no-store, no-transform')
    .header('X-Accel-Buffering', 'no')
    .stream(stream)
}
