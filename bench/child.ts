import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server in a process of its own. */
export class Child {
  readonly #process: ChildProcess

  /** Starts it, and waits until it answers. @throws when it ends before */
  static async start(
    port: number,
    command: readonly string[],
    env: Record<string, string | undefined>
  ): Promise<Child> {
    const child = new Child(port, command, { ...process.env, ...env, PORT: String(port) })
    await child.#answers()
    return child
  }

  private constructor(
    readonly port: number,
    command: readonly string[],
    env: NodeJS.ProcessEnv
  ) {
    this.#process = spawn(process.execPath, command, {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    const giveUp = setTimeout(() => this.#process.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(giveUp)
  }

  async #answers(): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(50)) {
      if (this.#hasEnded) break
      const answer = await fetch(`${this.url}/api/customers/`).catch(() => null)
      await answer?.arrayBuffer()
      if (answer?.status === 401) return
    }
    await this.stop()
    throw new Error(`The server on port ${this.port} does not answer`)
  }
}
