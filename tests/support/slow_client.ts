import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const BEGINNING = 64 * 1024
const TAIL = 16

/** How an answer in chunks ends. */
export const LAST_CHUNK = '\r\n0\r\n\r\n'

/** A client that sends its request piece by piece, and reads what it likes. */
export class SlowClient {
  /** What has come back so far: the beginning of it. */
  answer = ''
  /** The last bytes of it. */
  tail = ''
  /** Bytes. */
  received = 0
  readonly #socket: Socket
  readonly #end: Promise<unknown>

  private constructor(socket: Socket) {
    this.#socket = socket
    /* Also that of a connection which the server resets. */
    this.#end = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.length
      this.tail = `${this.tail}${chunk.subarray(-TAIL).toString()}`.slice(-TAIL)
      if (this.answer.length < BEGINNING) this.answer += chunk.toString()
    })
  }

  /** Connects to the server at an address: `http://127.0.0.1:8000`. */
  static async to(address: string): Promise<SlowClient> {
    const { hostname, port } = new URL(address)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return new SlowClient(socket)
  }

  get isClosed(): boolean {
    return this.#socket.closed
  }

  send(text: string): this {
    if (this.#socket.writable) this.#socket.write(text)
    return this
  }

  /** Sends the first line, and lines of a header, up to the empty one. */
  begin(line: string, headers: Readonly<Record<string, string>> = {}): this {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return this.send(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join('')}\r\n`)
  }

  /** Sends a text again and again until the server ends the connection. @returns after how many seconds */
  async drip(text: string, everyMs: number): Promise<number> {
    const began = performance.now()
    while (!this.isClosed && performance.now() - began < 30_000) {
      this.send(text)
      await Promise.race([sleep(everyMs), this.#end])
    }
    return (performance.now() - began) / 1000
  }

  /** Reads nothing any more. */
  stopReading(): this {
    this.#socket.pause()
    return this
  }

  resumeReading(): this {
    this.#socket.resume()
    return this
  }

  /** Waits until the server has ended the connection. */
  async ended(): Promise<void> {
    await this.#end
  }

  /** Goes away without a word. */
  leave(): void {
    this.#socket.destroy()
  }
}

/** Waits until something holds. @throws when it does not within so many seconds */
export async function eventually(
  what: () => boolean | Promise<boolean>,
  seconds = 10
): Promise<void> {
  const latest = performance.now() + seconds * 1000
  while (!(await what())) {
    if (performance.now() > latest) throw new Error('It does not come to be')
    await sleep(25)
  }
}

const BOUNDARY = 'slowly'

/** The header of an upload to `/api/imports/`. */
export function uploadHeaders(token: string, length = 100_000): Record<string, string> {
  return {
    'Authorization': `Bearer ${token}`,
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    'Content-Length': String(length),
  }
}

/** How the body of an upload begins: its file, as far as its first line. */
export const UPLOAD_BEGINS = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="a.csv"',
  'Content-Type: text/csv',
  '',
  'name',
].join('\r\n')
