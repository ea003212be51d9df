import { chmod, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { Credentials, LOGIN_ROLE, SUPERUSER } from '#embedded_postgres/credentials'
import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { finishReplacement } from '#embedded_postgres/replacement'
import { type Binaries } from '#embedded_postgres/binaries'
import { type Outcome } from '#embedded_postgres/command'
import { type Home } from '#embedded_postgres/home'

const PARTIAL_DATA = 'data.partial-'

/** What a server keeps on the disk, while none runs on it. */
export class ServerData {
  readonly #home: Home

  constructor(home: Home) {
    this.#home = home
  }

  /** @throws {EmbeddedPostgresFailure} when something else lies in its place */
  async exists(): Promise<boolean> {
    await finishReplacement(this.#home)
    const entries = await entriesOf(this.#home.data)
    if (entries.length === 0) return false
    if (entries.includes('PG_VERSION')) return true

    throw new EmbeddedPostgresFailure(
      `The folder ${this.#home.data} is not empty, but holds no data of PostgreSQL. Remove it, or ` +
        'set DATABASE_URL.'
    )
  }

  /** Whole or not at all: the data gets its name last, and leftovers of a killed try are removed. */
  async make(binaries: Binaries): Promise<void> {
    for (const entry of await entriesOf(this.#home.path)) {
      if (entry.startsWith(PARTIAL_DATA)) await remove(join(this.#home.path, entry))
    }

    const partial = join(this.#home.path, `${PARTIAL_DATA}${randomBytes(4).toString('hex')}`)
    await mkdir(partial, { mode: 0o700 })
    await this.#home.giveAway(partial)

    // The passwords are set afterwards and the configuration of the access is ours: initdb would
    // want the superuser's password in a file that the other user can read.
    const made = await this.#home.run(binaries.initdb, [
      ...['-D', partial],
      ...['-U', SUPERUSER],
      ...['-A', 'trust'],
      ...['-E', 'UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      '--no-instructions',
    ])
    this.#assertMade(made)

    this.#assertMade(await this.#makeRoles(binaries, partial))
    await rename(partial, this.#home.data)
  }

  /** A folder that root copied or unpacked belongs to root, and the server refuses such data. */
  async adopt(): Promise<void> {
    const { uid } = await lstat(this.#home.data)

    if (this.#home.user.uid !== undefined && uid !== this.#home.user.uid) {
      for (const entry of await readdir(this.#home.data, { recursive: true })) {
        await this.#home.giveAway(join(this.#home.data, entry))
      }
      await this.#home.giveAway(this.#home.data)
    }

    await chmod(this.#home.data, 0o700)
  }

  /** In PostgreSQL's single-user mode, so that there never is a server without passwords. */
  async #makeRoles(binaries: Binaries, data: string): Promise<Outcome> {
    const credentials =
      (await Credentials.in(this.#home.credentials)) ??
      (await Credentials.generateInto(this.#home.credentials))

    return this.#home.run(
      binaries.postgres,
      ['--single', '-D', data, '-c', 'exit_on_error=on', '-c', 'log_checkpoints=off', 'postgres'],
      [
        `ALTER ROLE ${SUPERUSER} PASSWORD '${credentials.superuser}'`,
        `CREATE ROLE ${LOGIN_ROLE} LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS ` +
          `PASSWORD '${credentials.login}'`,
        '',
      ].join('\n')
    )
  }

  #assertMade({ succeeded, output }: Outcome): void {
    if (succeeded) return

    throw new EmbeddedPostgresFailure(
      `The data of the embedded PostgreSQL could not be made in ${this.#home.path}:\n${output}`
    )
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

/** The initdb of a killed process may still be writing into what is removed. */
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
