import { once } from 'node:events'
import { type Server, type Socket, connect, createServer } from 'node:net'

export interface Address {
  readonly host: string
  readonly port: number
}

/**
 * A way to a server that can go silent, as a network does that loses packets:
 * connections stay open, and nothing comes through them any more.
 */
export class SilentProxy {
  static async before(target: Address): Promise<SilentProxy> {
    const proxy = new SilentProxy(target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** Each connection's word whether it lets anything through. */
  #generation = { isOpen: true }
  #lastWord: string | null = null

  private constructor(readonly target: Address) {
    this.#server = createServer((client) => this.#join(client))
  }

  get port(): number {
    const address = this.#server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }

  /** Lets nothing through, on connections there are nor on new ones. */
  silence(): void {
    this.#generation.isOpen = false
  }

  /** Goes silent with what holds this text, which the server still gets. */
  silenceAfter(text: string): void {
    this.#lastWord = text
  }

  /** New connections work again; the old ones stay as dead as they are. */
  renew(): void {
    this.#lastWord = null
    this.#generation = { isOpen: true }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const generation = this.#generation
    const server = connect(this.target.port, this.target.host)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => {})
      from.on('data', (chunk: Buffer) => {
        if (!generation.isOpen) return
        to.write(chunk)
        if (this.#lastWord !== null && chunk.includes(this.#lastWord)) generation.isOpen = false
      })
      from.on('close', () => {
        this.#sockets.delete(from)
        if (generation.isOpen) to.destroy()
      })
    }
  }
}
