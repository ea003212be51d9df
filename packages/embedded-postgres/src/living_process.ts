import { readFile } from 'node:fs/promises'

import { systemCode } from '#embedded_postgres/failure'
import { run } from '#embedded_postgres/command'

/**
 * A process of this machine, seen from outside. Process ids are used again, so that a pid alone
 * never proves that the process is still the one that was meant.
 */
export class LivingProcess {
  constructor(readonly pid: number) {}

  isAlive(): boolean {
    try {
      return process.kill(this.pid, 0)
    } catch (error) {
      return systemCode(error) === 'EPERM'
    }
  }

  /** What tells this process from a later one with the same pid; `null` where no one can tell. */
  async startedAt(): Promise<string | null> {
    if (process.platform !== 'linux') return this.#ps('lstart')

    // The name in parentheses may hold spaces and parentheses itself; the 22nd field of proc(5)
    // is the 20th after it.
    const stat = await this.#proc('stat')
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  }

  /** The program and its arguments; empty for a dead process, `null` where no one can tell. */
  async commandLine(): Promise<string | null> {
    if (!this.isAlive()) return ''
    if (process.platform !== 'linux') return this.#ps('command')

    const commandLine = await this.#proc('cmdline')
    return commandLine?.replaceAll('\0', ' ') ?? null
  }

  async #proc(file: string): Promise<string | null> {
    try {
      return await readFile(`/proc/${this.pid}/${file}`, 'utf8')
    } catch {
      return null
    }
  }

  async #ps(column: string): Promise<string | null> {
    if (process.platform === 'win32') return null

    try {
      const { output } = await run('ps', ['-ww', '-o', `${column}=`, '-p', String(this.pid)])
      return output
    } catch {
      return null
    }
  }
}
