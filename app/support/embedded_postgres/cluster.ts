import {
  chmod,
  lchown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:net'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'

import { Credentials, LOGIN_ROLE, SUPERUSER } from '#support/embedded_postgres/credentials'
import { EmbeddedPostgresFailure, systemCode } from '#support/embedded_postgres/failure'
import { type Outcome, run } from '#support/embedded_postgres/command'
import { LivingProcess } from '#support/embedded_postgres/living_process'
import { Binaries } from '#support/embedded_postgres/binaries'
import { type Home } from '#support/embedded_postgres/home'

/** Loopback only: the server is for the processes of this machine. */
export const HOST = '127.0.0.1'

const PARTIAL_DATA = 'data.partial-'
const PATIENCE_IN_SECONDS = 60
const ATTEMPTS_TO_START = 5
const LARGEST_LOG_IN_BYTES = 10_000_000

/** Failures that pass by: a taken port, and the last moments of a server that was killed. */
const PASSING = /could not bind|could not create any TCP\/IP|shared memory block|already exists/

/** PostgreSQL's codes of a server that is there but does not take us in. */
const IS_STARTING_OR_STOPPING = '57P03'
const TOO_MANY_CONNECTIONS = '53300'

interface ServerFile {
  pid: number
  port: number
}

/**
 * The data of a server and the server on it. Everything but {@link Cluster.connect} decides by what
 * it sees on the disk, and has to run under the lock.
 */
export class Cluster {
  constructor(readonly home: Home) {}

  /**
   * The port of the server that runs on this data; `null` when none does.
   *
   * @throws {EmbeddedPostgresFailure} when there is one that does not answer
   */
  async port(): Promise<number | null> {
    const deadline = Date.now() + PATIENCE_IN_SECONDS * 1000

    while (Date.now() < deadline) {
      const file = await this.#serverFile()
      if (file === null) return null

      const isOurs = await this.#isOurs(file.pid)
      if (isOurs === false) return null
      if (await this.#answersOn(file.port)) return file.port
      if (isOurs === null) return null

      // It is still starting, or already stopping, for a process that was killed meanwhile.
      await sleep(20)
    }

    throw new EmbeddedPostgresFailure(
      `The embedded PostgreSQL on ${this.home.data} runs but does not answer. The end of its log, ` +
        `${this.home.log}:\n${await this.#logSince(0)}`
    )
  }

  /**
   * Starts the server on a free port, and makes its data first when there is none.
   *
   * @throws {EmbeddedPostgresFailure} with the end of the server's log
   */
  async start(): Promise<number> {
    this.#assertPlain(this.home.path)
    const binaries = await Binaries.of(this.home)
    this.#assertPlain(binaries.folder)

    if (!(await this.#hasData())) await this.#makeData(binaries)
    await this.#adoptData()
    await this.#configure()
    await this.loginPassword()
    const logStart = await this.#openLog()

    for (let attempt = 1; ; attempt++) {
      const port = await freePort()
      const { succeeded, output } = await this.#launch(binaries, port)
      if (succeeded && (await this.#staysUpOn(port))) return port

      const log = await this.#logSince(logStart)
      if (attempt === ATTEMPTS_TO_START || !PASSING.test(log)) {
        throw new EmbeddedPostgresFailure(
          `The embedded PostgreSQL on ${this.home.data} does not start. The end of its log, ` +
            `${this.home.log}:\n${log}\n${output}`
        )
      }

      await sleep(100 * attempt)
      const other = await this.port()
      if (other !== null) return other
    }
  }

  /**
   * Stops the server: open transactions are rolled back, the data is left in order.
   *
   * @throws {EmbeddedPostgresFailure} when it does not stop
   */
  async stop(): Promise<void> {
    const file = await this.#serverFile()
    if (file === null || (await this.#isOurs(file.pid)) === false) return

    const { pgCtl } = await Binaries.of(this.home)
    const { succeeded, output } = await this.#run(pgCtl, [
      'stop',
      '-w',
      ...['-m', 'fast'],
      ...['-D', this.home.data],
      ...['-t', String(PATIENCE_IN_SECONDS)],
    ])

    if (!succeeded && (await this.#serverFile()) !== null) {
      throw new EmbeddedPostgresFailure(
        `The embedded PostgreSQL on ${this.home.data} does not stop: ${output}`
      )
    }
  }

  /**
   * A connection of the login role. Its end is the caller's task.
   *
   * @throws {Error} the driver's error when the server is not there or does not take us in
   */
  async connect(port: number, database = 'postgres'): Promise<pg.Client> {
    const client = new pg.Client({
      host: HOST,
      port,
      user: LOGIN_ROLE,
      password: await this.loginPassword(),
      database,
      ssl: false,
      connectionTimeoutMillis: PATIENCE_IN_SECONDS * 1000,
    })

    // Without a listener the end of the server would be the end of this process.
    client.on('error', () => {})
    await client.connect()
    return client
  }

  /** @throws {EmbeddedPostgresFailure} when the passwords to existing data are gone */
  async loginPassword(): Promise<string> {
    const credentials = await Credentials.in(this.home.credentials)
    if (credentials) return credentials.login

    throw new EmbeddedPostgresFailure(
      `The passwords of the embedded PostgreSQL are gone: there is no ${this.home.credentials}. ` +
        `Restore that file, or remove ${this.home.path} to start with an empty database.`
    )
  }

  /**
   * Whether the process of a pid is the server of this very home, by the name that we start it
   * under: a pid file outlives a crash or a copy of the folder, its pid may be anybody's by then,
   * another PostgreSQL's as well. `null` where a process cannot be told from another.
   */
  async #isOurs(pid: number): Promise<boolean | null> {
    const server = new LivingProcess(pid)
    if (!server.isAlive()) return false

    const commandLine = await server.commandLine()
    return commandLine?.includes(this.#name) ?? null
  }

  get #name(): string {
    return `headless_crm_${this.home.mark}`
  }

  async #serverFile(): Promise<ServerFile | null> {
    try {
      const text = await readFile(join(this.home.data, 'postmaster.pid'), 'utf8')
      const lines = text.split('\n')
      return { pid: Number(lines[0]), port: Number(lines[3]) }
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  }

  async #answersOn(port: number): Promise<boolean> {
    try {
      const client = await this.connect(port)
      await client.end()
      return true
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) {
        if (error instanceof EmbeddedPostgresFailure) throw error
        return false
      }
      if (error.code === IS_STARTING_OR_STOPPING) return false
      if (error.code === TOO_MANY_CONNECTIONS) return true

      throw new EmbeddedPostgresFailure(
        `The embedded PostgreSQL on ${this.home.data} does not let us in: ${error.message}. ` +
          `Its passwords are kept in ${this.home.credentials}.`,
        { cause: error }
      )
    }
  }

  async #hasData(): Promise<boolean> {
    const entries = await entriesOf(this.home.data)
    if (entries.length === 0) return false
    if (entries.includes('PG_VERSION')) return true

    throw new EmbeddedPostgresFailure(
      `The folder ${this.home.data} is not empty, but holds no data of PostgreSQL. Remove it, or ` +
        'set DATABASE_URL.'
    )
  }

  /** Whole or not at all: the data gets its name last, and leftovers of a killed try are removed. */
  async #makeData(binaries: Binaries): Promise<void> {
    for (const entry of await entriesOf(this.home.path)) {
      if (entry.startsWith(PARTIAL_DATA)) await remove(join(this.home.path, entry))
    }

    const partial = join(this.home.path, `${PARTIAL_DATA}${randomBytes(4).toString('hex')}`)
    await mkdir(partial, { mode: 0o700 })
    await this.#giveAway(partial)

    // The passwords are set afterwards and the configuration of the access is ours: initdb would
    // want the superuser's password in a file that the other user can read.
    const made = await this.#run(binaries.initdb, [
      ...['-D', partial],
      ...['-U', SUPERUSER],
      ...['-A', 'trust'],
      ...['-E', 'UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      '--no-instructions',
    ])
    this.#assertMade(made)

    this.#assertMade(await this.#makeRoles(binaries, partial))
    await rename(partial, this.home.data)
  }

  /** In PostgreSQL's single-user mode, so that there never is a server without passwords. */
  async #makeRoles(binaries: Binaries, data: string): Promise<Outcome> {
    const credentials =
      (await Credentials.in(this.home.credentials)) ??
      (await Credentials.drawInto(this.home.credentials))

    return this.#run(
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
      `The data of the embedded PostgreSQL could not be made in ${this.home.path}:\n${output}`
    )
  }

  /** A folder that root copied or unpacked belongs to root, and the server refuses such data. */
  async #adoptData(): Promise<void> {
    const { uid } = await lstat(this.home.data)

    if (this.home.user.uid !== undefined && uid !== this.home.user.uid) {
      for (const entry of await readdir(this.home.data, { recursive: true })) {
        await this.#giveAway(join(this.home.data, entry))
      }
      await this.#giveAway(this.home.data)
    }

    await chmod(this.home.data, 0o700)
  }

  /** The settings are the application's, not the data's: a newer version may bring other ones. */
  async #configure(): Promise<void> {
    const settings = {
      listen_addresses: HOST,
      unix_socket_directories: '',
      hba_file: this.home.access,
      max_connections: '100',
      shared_buffers: '256MB',
      jit: 'off',
      timezone: 'UTC',
      log_timezone: 'UTC',
      lc_messages: 'C',
      default_text_search_config: 'pg_catalog.english',
      log_checkpoints: 'off',
    }
    const lines = Object.entries(settings).map(
      ([name, value]) => `${name} = '${value.replaceAll('\\', '/').replaceAll("'", "''")}'\n`
    )

    await this.#write(this.home.configuration, lines.join(''))
    await this.#write(this.home.access, `host all all ${HOST}/32 scram-sha-256\n`)
  }

  async #write(file: string, text: string): Promise<void> {
    await writeFile(file, `# Written at each start of the embedded PostgreSQL.\n${text}`)
    await chmod(file, 0o644)
  }

  /** @returns how long the log is before the start */
  async #openLog(): Promise<number> {
    const log = await open(this.home.log, 'a', 0o600)

    try {
      const { size } = await log.stat()
      await this.#giveAway(this.home.log)
      if (size < LARGEST_LOG_IN_BYTES) return size

      await log.truncate()
      return 0
    } finally {
      await log.close()
    }
  }

  async #logSince(start: number): Promise<string> {
    const log = await readFile(this.home.log)
    return log.subarray(start).toString().trim().split('\n').slice(-20).join('\n')
  }

  async #launch(binaries: Binaries, port: number): Promise<Outcome> {
    await this.#forgetDeadServer()

    return this.#run(binaries.pgCtl, [
      'start',
      '-w',
      '-s',
      ...['-D', this.home.data],
      ...['-l', this.home.log],
      ...['-t', String(PATIENCE_IN_SECONDS)],
      ...['-o', `-p ${port} -c cluster_name=${this.#name}`],
      ...['-o', `-c config_file="${this.home.configuration}"`],
    ])
  }

  /** Nobody would ever leave a server that nobody can log in to. */
  async #staysUpOn(port: number): Promise<boolean> {
    try {
      return await this.#answersOn(port)
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  /**
   * PostgreSQL removes a stale pid file itself, unless the pid is another process's by now. The
   * shared memory that a living server holds still keeps a second one from its data.
   */
  async #forgetDeadServer(): Promise<void> {
    const file = await this.#serverFile()

    if (file !== null && (await this.#isOurs(file.pid)) === false) {
      await rm(join(this.home.data, 'postmaster.pid'), { force: true })
    }
  }

  #run(program: string, args: string[], input?: string): Promise<Outcome> {
    const { uid, gid } = this.home.user
    return run(program, args, { cwd: this.home.path, uid, gid, input })
  }

  async #giveAway(path: string): Promise<void> {
    const { uid, gid } = this.home.user
    if (uid !== undefined && gid !== undefined) await lchown(path, uid, gid)
  }

  /** PostgreSQL's programs call each other through a shell, in double quotes without escapes. */
  #assertPlain(path: string): void {
    if (process.platform === 'win32' || !/["$`\\\n]/.test(path)) return

    throw new EmbeddedPostgresFailure(
      `The embedded PostgreSQL cannot run in ${path}, because the path holds a quote, a dollar ` +
        'sign, a backslash or a line break. Move the application, or set DATABASE_URL.'
    )
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, HOST, () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new EmbeddedPostgresFailure(`There is no free port on ${HOST}.`))
          return
        }
        resolve(address.port)
      })
    })
  })
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
