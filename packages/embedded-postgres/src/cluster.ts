import { setTimeout as sleep } from 'node:timers/promises'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { Credentials, LOGIN_ROLE } from '#embedded_postgres/credentials'
import { LivingProcess } from '#embedded_postgres/living_process'
import { configure } from '#embedded_postgres/configuration'
import { endOrphans } from '#embedded_postgres/orphans'
import { ServerData } from '#embedded_postgres/server_data'
import { ServerLog } from '#embedded_postgres/server_log'
import { type Outcome } from '#embedded_postgres/command'
import { Binaries } from '#embedded_postgres/binaries'
import { HOST } from '#embedded_postgres/address'
import { type Home } from '#embedded_postgres/home'
import getPort from 'get-port'

const PATIENCE_IN_SECONDS = 60

/** Failures that pass by: a taken port, and the last moments of a server that was killed. */
const PASSING = /could not bind|could not create any TCP\/IP|shared memory block|already exists/
const PORT_IS_TAKEN = /could not bind|could not create any TCP\/IP/
const PASSES_WITHIN_MS = 30_000

/** What a killed server has left behind has so long to end by itself. */
const ORPHANS_END_WITHIN_MS = 1_000

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
  readonly #data: ServerData
  readonly #log: ServerLog

  constructor(readonly home: Home) {
    this.#data = new ServerData(home)
    this.#log = new ServerLog(home)
  }

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
        `${this.home.log}:\n${await this.#log.since(0)}`
    )
  }

  /** Whether the server's process lives, as far as can be told without asking it. */
  async isRunning(): Promise<boolean> {
    const file = await this.#serverFile()
    if (file === null) return false
    if (process.platform !== 'linux') return new LivingProcess(file.pid).isAlive()
    return (await this.#isOurs(file.pid)) !== false
  }

  /**
   * Starts the server on the port that it had last, or else on a free one, and makes its data first
   * when there is none.
   *
   * @param mustKeepPort because others know the server by it
   * @throws {EmbeddedPostgresFailure} with the end of the server's log
   */
  async start({ mustKeepPort = false } = {}): Promise<number> {
    this.#assertPlain(this.home.path)
    const binaries = await Binaries.of(this.home)
    this.#assertPlain(binaries.folder)

    if (!(await this.#data.exists())) await this.#data.make(binaries)
    await this.#data.adopt()
    await configure(this.home)
    await this.loginPassword()
    const logStart = await this.#log.open()

    const began = Date.now()
    let lastPort = await this.#lastPort()
    for (let attempt = 1; ; attempt++) {
      const port = lastPort ?? (await getPort({ host: '127.0.0.1' }))
      const { succeeded, output } = await this.#launch(binaries, port)
      if (succeeded && (await this.#staysUpOn(port))) {
        await writeFile(this.home.port, String(port))
        return port
      }

      const log = await this.#log.since(logStart)
      if (Date.now() - began > PASSES_WITHIN_MS || !PASSING.test(log)) {
        throw new EmbeddedPostgresFailure(
          `The embedded PostgreSQL on ${this.home.data} does not start. The end of its log, ` +
            `${this.home.log}:\n${log}\n${output}`
        )
      }

      if (PORT_IS_TAKEN.test(log) && !mustKeepPort) lastPort = null
      if (Date.now() - began > ORPHANS_END_WITHIN_MS) await endOrphans(this.#name)
      await sleep(Math.min(100 * attempt, 500))
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
    const { succeeded, output } = await this.home.run(pgCtl, [
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

  async #lastPort(): Promise<number | null> {
    try {
      const port = Number(await readFile(this.home.port, 'utf8'))
      return Number.isInteger(port) && port > 0 ? port : null
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  }

  async #serverFile(): Promise<ServerFile | null> {
    try {
      const text = await readFile(join(this.home.data, 'postmaster.pid'), 'utf8')
      const lines = text.split('\n')
      const pid = Number(lines[0])
      /* Empty, or cut, as a full disk or a crash leaves it; 0 would be a group of processes. */
      return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) } : null
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

  async #launch(binaries: Binaries, port: number): Promise<Outcome> {
    await this.#forgetDeadServer()

    return this.home.run(binaries.pgCtl, [
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

    if (file === null || (await this.#isOurs(file.pid)) === false) {
      await rm(join(this.home.data, 'postmaster.pid'), { force: true })
    }
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
