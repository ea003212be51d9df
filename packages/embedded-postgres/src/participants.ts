import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { LivingProcess } from '#embedded_postgres/living_process'
import { systemCode } from '#embedded_postgres/failure'

/**
 * Who uses a server: a folder with a file per user, named by its process. A process may well hold
 * several, since the parts of an application join on their own. Only to be used under the lock.
 */
export class Participants {
  constructor(readonly folder: string) {}

  /** @returns the name to be removed under */
  async add(): Promise<string> {
    const name = `${process.pid}.${randomBytes(4).toString('hex')}`
    const startedAt = await new LivingProcess(process.pid).startedAt()
    await writeFile(join(this.folder, name), startedAt ?? '')

    return name
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true })
  }

  async has(name: string): Promise<boolean> {
    return (await this.#read(name)) !== null
  }

  /** Whether a living process uses the server; forgets those that died without leaving. */
  async any(): Promise<boolean> {
    for (const name of await readdir(this.folder)) {
      if (await this.#isAlive(name)) return true
      await this.remove(name)
    }

    return false
  }

  async #isAlive(name: string): Promise<boolean> {
    const participant = new LivingProcess(Number.parseInt(name))
    if (!participant.isAlive()) return false

    const startedAt = await participant.startedAt()
    return startedAt === null || startedAt === (await this.#read(name))
  }

  async #read(name: string): Promise<string | null> {
    try {
      return await readFile(join(this.folder, name), 'utf8')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  }
}
