import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cleaner } from '#tests/support/clone'

/** A server that was started with "npm start", as the process that npm runs. */
export class Start {
  output = ''
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #end: Promise<unknown>

  constructor({ cleanup }: Cleaner, root: string, port: number, settings: NodeJS.ProcessEnv = {}) {
    const { PATH, HOME } = process.env
    this.#child = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/start.ts'], {
      cwd: root,
      env: { PATH, HOME, PORT: String(port), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#end = once(this.#child, 'close')
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    }
    cleanup(() => this.stop().then(() => {}))
  }

  /** Waits for a text in the output. @returns how many milliseconds that took */
  async says(text: string): Promise<number> {
    const began = performance.now()
    while (!this.output.includes(text)) {
      if (this.#child.exitCode !== null || performance.now() - began > 180_000) {
        throw new Error(`"${text}" does not come:\n${this.output}`)
      }
      await sleep(20)
    }
    return performance.now() - began
  }

  /** What Ctrl-C does. @returns the exit code */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT')
    await this.#end
    return this.#child.exitCode
  }

  async ended(): Promise<number | null> {
    await this.#end
    return this.#child.exitCode
  }
}
