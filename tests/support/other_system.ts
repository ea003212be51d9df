import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Group } from '@japa/runner/core'
import { askWith } from '#core/plugins/delivery/http'
import { HttpClient } from '#core/plugins/delivery/http_client'

/** A request as another system gets it. */
export interface ReceivedRequest {
  readonly method: string
  /** With the query string. */
  readonly path: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What it always answers at a path. */
interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Another system, which keeps what plugins send it by `context.http`: a server on this computer,
 * whose addresses are let pass meanwhile.
 */
export class OtherSystem {
  /** All requests of the running test, in the order in which they came. */
  readonly requests: ReceivedRequest[] = []
  readonly #statuses: number[] = []
  readonly #paths = new Map<string, Answer>()
  #isDown = false
  #origin = ''

  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: Error) => response.destroy(error))
  })

  /** Starts one for the tests of a group. Each test finds it up, and without requests. */
  static during(group: Group): OtherSystem {
    const system = new OtherSystem()
    group.setup(() => system.#start())
    group.each.setup(() => {
      system.requests.length = 0
      system.#statuses.length = 0
      system.#paths.clear()
      system.#isDown = false
    })
    return system
  }

  /** Where it is asked. */
  get url(): string {
    return `${this.#origin}/hooks`
  }

  /** A path of it, at which it answers this from now on. @returns where it is asked */
  at(path: string, answer: Answer = { status: 204 }): string {
    this.#paths.set(path, answer)
    return `${this.#origin}${path}`
  }

  /** The requests that came at a path of it. */
  requestsAt(url: string): ReceivedRequest[] {
    return this.requests.filter(({ path }) => url === `${this.#origin}${path}`)
  }

  /** The newest request. @throws when none came */
  get last(): ReceivedRequest {
    const request = this.requests.at(-1)
    if (!request) throw new Error('The other system was not asked')
    return request
  }

  /** What it answers next, in this order; then again 204, or 503 while it is down. */
  answers(...statuses: readonly number[]): void {
    this.#statuses.push(...statuses)
  }

  /** From now on it answers 503. */
  goDown(): void {
    this.#isDown = true
  }

  /** From now on it answers 204 again. */
  comeBack(): void {
    this.#isDown = false
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)])
    )
    this.requests.push({ method, path, headers, body: await text(request) })
    const known = this.#paths.get(path)
    const status = this.#statuses.shift() ?? known?.status ?? (this.#isDown ? 503 : 204)
    response.writeHead(status, known?.headers).end(known?.body)
  }

  async #start(): Promise<() => Promise<void>> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#origin = `http://127.0.0.1:${Object(this.#server.address()).port}`
    const http = new HttpClient({ allowed: ['127.0.0.0/8'] })
    const restore = askWith(http)
    return async () => {
      restore()
      await http.close()
      this.#server.closeAllConnections()
      this.#server.close()
    }
  }
}
