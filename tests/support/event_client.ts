import type { ShownEvent } from '#tests/support/event_log'

const PATIENCE_MS = 15_000

/** A client of a stream of events, which takes what comes. */
export class EventClient {
  readonly events: ShownEvent[] = []
  /** The last id that it was sent. */
  lastId = ''
  /** What the server said before it ended the stream. */
  end: { readonly status: number; readonly code: string } | null = null
  /** Of the answer. */
  readonly headers: Headers
  readonly #stop: AbortController
  readonly #over: Promise<void>
  #text = ''
  /** Lets on who waits for the next event. */
  #proceed = () => {}

  private constructor(response: Response, stop: AbortController) {
    this.headers = response.headers
    this.#stop = stop
    this.#over = this.#take(response).catch(() => {})
  }

  /** Opens a stream. @throws the answer, when it is a problem */
  static async open(
    address: string,
    token: string,
    { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {}
  ): Promise<EventClient> {
    const stop = new AbortController()
    const response = await fetch(`${address}/api/events/stream/?${query}`, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream', ...headers },
      signal: stop.signal,
    })
    if (response.status !== 200) {
      throw Object.assign(new Error(await response.text()), { status: response.status, response })
    }
    return new EventClient(response, stop)
  }

  /** Resolves when the stream is over, whoever ended it. */
  get over(): Promise<void> {
    return this.#over
  }

  /** Waits until so many events have come, or for 15 seconds. */
  async has(count: number): Promise<readonly ShownEvent[]> {
    const given = AbortSignal.timeout(PATIENCE_MS)
    while (this.events.length < count && !given.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#proceed = resolve
      given.addEventListener('abort', () => resolve(), { once: true })
      await promise
    }
    return this.events
  }

  close(): Promise<void> {
    this.#stop.abort()
    return this.#over
  }

  async #take(response: Response) {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      this.#text += decoder.decode(chunk, { stream: true })
      for (let at = this.#text.indexOf('\n\n'); at >= 0; at = this.#text.indexOf('\n\n')) {
        this.#read(this.#text.slice(0, at))
        this.#text = this.#text.slice(at + 2)
      }
    }
  }

  #read(message: string) {
    const fields = new Map(
      message.split('\n').map((line) => {
        const at = line.indexOf(': ')
        return [line.slice(0, at), line.slice(at + 2)] as const
      })
    )
    this.lastId = fields.get('id') ?? this.lastId
    const data = fields.get('data')
    if (data === undefined) return
    if (fields.get('event') === 'end') this.end = JSON.parse(data)
    else {
      this.events.push(JSON.parse(data))
      this.#proceed()
    }
  }
}
