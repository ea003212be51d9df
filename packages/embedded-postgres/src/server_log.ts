import { open, readFile } from 'node:fs/promises'

import { type Home } from '#embedded_postgres/home'

const MAX_BYTES = 10_000_000

/** What a server has to say, for those who have to find out why it does not run. */
export class ServerLog {
  readonly #home: Home

  constructor(home: Home) {
    this.#home = home
  }

  /** Makes it, or shortens it. @returns how long it is before a start */
  async open(): Promise<number> {
    const log = await open(this.#home.log, 'a', 0o600)

    try {
      const { size } = await log.stat()
      await this.#home.giveAway(this.#home.log)
      if (size < MAX_BYTES) return size

      await log.truncate()
      return 0
    } finally {
      await log.close()
    }
  }

  /** The last lines that were written after the log was so long. */
  async since(start: number): Promise<string> {
    const log = await readFile(this.#home.log)
    return log.subarray(start).toString().trim().split('\n').slice(-20).join('\n')
  }
}
