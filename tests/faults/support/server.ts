import { setTimeout as sleep } from 'node:timers/promises'
import getPort from 'get-port'
import { Program } from './program.js'

/** A server of the application, as "npm start" runs it. */
export class CrmServer {
  /** Starts one that brings its database up to date first. */
  static async start(settings: NodeJS.ProcessEnv, root?: string): Promise<CrmServer> {
    const port = Number(settings.PORT ?? (await getPort({ host: '127.0.0.1' })))
    const program = new Program(
      ['bin/start.ts'],
      { PORT: String(port), HOST: '127.0.0.1', ...settings },
      root
    )
    const server = new CrmServer(program, port)
    for (const deadline = Date.now() + 240_000; ; await sleep(200)) {
      if ((await server.status()) === 200) return server
      if (program.isRunning && Date.now() < deadline) continue
      await program.kill()
      throw new Error(`It does not start:\n${program.output}`)
    }
  }

  private constructor(
    readonly program: Program,
    readonly port: number
  ) {}

  /**
   * What it answers to a request that needs the database: 401 when it has looked
   * for the account, 503 when it could not.
   *
   * @returns the status; 0 when no answer came within the time
   */
  async asksDatabase(timeout = 30_000): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/auth/login/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: `${Math.random()}@example.com`, password: 'not the password' }),
      signal: AbortSignal.timeout(timeout),
    }).catch(() => null)
    return answer?.status ?? 0
  }

  async status(): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`, {
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    return answer?.status ?? 0
  }

  /** Asks until the database is used again. @returns milliseconds */
  async recovers(within: number): Promise<number> {
    const began = performance.now()
    while (performance.now() - began < within) {
      if ((await this.asksDatabase()) === 401) return performance.now() - began
      await sleep(200)
    }
    throw new Error(`It does not recover within ${within} ms`)
  }
}
