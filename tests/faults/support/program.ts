import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url))

/** A program of the application that a scenario started, and ends. */
export class Program {
  output = ''
  readonly #child: ChildProcess
  readonly #end: Promise<unknown>

  /** @param root the folder of the application, when it is not this repository */
  constructor(args: readonly string[], settings: NodeJS.ProcessEnv = {}, root = REPOSITORY) {
    const { PATH, HOME } = process.env
    this.#child = spawn(process.execPath, ['--import=@poppinss/ts-exec', ...args], {
      cwd: root,
      env: { PATH, HOME, NODE_ENV: 'development', LOG_LEVEL: 'warn', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#end = once(this.#child, 'close')
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    }
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('It did not start')
    return this.#child.pid
  }

  /** @returns the exit code; null when a signal ended it */
  async ended(): Promise<number | null> {
    await this.#end
    return this.#child.exitCode
  }

  /** @returns the exit code, and after how many milliseconds it came */
  async stop(): Promise<{ code: number | null; took: number }> {
    const began = performance.now()
    this.#child.kill('SIGTERM')
    const code = await this.ended()
    return { code, took: performance.now() - began }
  }

  /** Ends it at once, if it still runs. */
  async kill(): Promise<void> {
    if (this.isRunning) this.#child.kill('SIGKILL')
    await this.#end
  }
}
