import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Start } from '#tests/support/started'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** As docs and "npm start" print them. */
export const ADMIN = { email: 'admin@crm.com', password: 'admin123' }
/** Of every request: what hangs is a broken promise. */
const DEADLINE_MS = 10_000

export interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: Readonly<Record<string, unknown>>
}

/** A server with the demonstration on a database of its own, and somebody who is logged in. */
export class DemoServer {
  static async start(
    databaseUrl: string,
    settings: Readonly<Record<string, string>>
  ): Promise<DemoServer> {
    const port = await getPort({ host: '127.0.0.1' })
    const cleanups: (() => Promise<void>)[] = []
    const process = new Start({ cleanup: (callback) => cleanups.push(callback) }, ROOT, port, {
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      ...settings,
    })
    await isRunning(process)
    const server = new DemoServer(process, `http://127.0.0.1:${port}`)
    await server.#logIn()
    return server
  }

  #token = ''

  private constructor(
    private readonly process: Start,
    private readonly address: string
  ) {}

  /** What it has said on the console. */
  get output(): string {
    return this.process.output
  }

  async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { 'Authorization': `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: Object(text === '' ? {} : JSON.parse(text)),
    }
  }

  /** What Ctrl-C does. @returns the exit code */
  async stop(): Promise<number | null> {
    return this.process.stop()
  }

  async #logIn() {
    const { body } = await this.ask('POST', '/api/auth/login/', ADMIN)
    const tokens: unknown = body.tokens
    this.#token = String(Object(tokens).access)
  }
}

/** A database that is made anew takes its time on a busy machine. */
async function isRunning(process: Start): Promise<void> {
  for (let more = 3; ; more -= 1) {
    try {
      await process.says('headless-crm is running')
      return
    } catch (error) {
      if (more === 0) throw error
    }
  }
}
