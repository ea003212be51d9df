import { lock } from 'proper-lockfile'
import pg from 'pg'

import { EmbeddedPostgresFailure } from '#embedded_postgres/failure'
import { Supervisor, type SupervisorReports } from '#embedded_postgres/supervisor'
import { Participants } from '#embedded_postgres/participants'
import { Cluster } from '#embedded_postgres/cluster'
import { LOGIN_ROLE } from '#embedded_postgres/credentials'
import { HOST } from '#embedded_postgres/address'
import { noteRestart } from '#embedded_postgres/restarts'
import { Home } from '#embedded_postgres/home'

export { EmbeddedPostgresFailure }

/** Where the server listens, and the role that owns what the application keeps there. */
export interface ServerAddress {
  host: string
  port: number
  user: string
  password: string
}

/** A killed holder of the lock holds the others up for this long. */
const LOCK_IS_STALE_AFTER = 5_000

const DUPLICATE_DATABASE = '42P04'
const UNIQUE_VIOLATION = '23505'

interface Membership {
  cluster: Cluster
  participants: Participants
  name: string
  address: ServerAddress
  supervisor: Supervisor
}

/**
 * The PostgreSQL server that the application brings along for those who have none. It runs apart
 * from the processes that use it: the first to join starts it, the last to leave stops it, and it
 * outlives any of them that is killed in between. When it dies itself, one of them starts it again
 * at the same address.
 */
export class EmbeddedPostgres {
  readonly #root: string
  #membership: Promise<Membership> | null = null
  #leaving: Promise<void> | null = null

  /**
   * @param root absolute path of the application; the data lies in its `storage/postgres`, or in
   *   `/var/lib/headless-crm` when root started it in a folder that only root may enter
   * @param reports is told when the server had died
   */
  constructor(
    root: string,
    private readonly reports?: SupervisorReports
  ) {
    this.#root = root
  }

  /**
   * Starts the server, or joins the one that runs already, and registers this process as a user of
   * it. Joining again gives the same address.
   *
   * @throws {EmbeddedPostgresFailure} a sentence for the person who started the process, with the
   *   end of the server's log where that helps
   */
  async join(): Promise<ServerAddress> {
    await this.#leaving?.catch(() => {})
    this.#membership ??= this.#enter()

    try {
      const { address } = await this.#membership
      return address
    } catch (error) {
      this.#membership = null
      throw error
    }
  }

  /**
   * Makes the database when it is missing; the login role owns it. Two processes may do so at once.
   *
   * @throws {EmbeddedPostgresFailure} when this process has not joined
   */
  async ensureDatabase(name: string): Promise<void> {
    const membership = await this.#membership
    if (membership === null) {
      throw new EmbeddedPostgresFailure(
        'Join the embedded PostgreSQL before asking for a database.'
      )
    }

    const client = await membership.cluster.connect(membership.address.port)
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
      if (rowCount === 0) await createDatabase(client, name)
    } finally {
      await client.end()
    }
  }

  /**
   * Unregisters this process, and stops the server when no other living process uses it. Does
   * nothing when this process has not joined.
   *
   * @throws {EmbeddedPostgresFailure} when the server does not stop
   */
  async leave(): Promise<void> {
    this.#leaving ??= this.#exit()

    try {
      await this.#leaving
    } finally {
      this.#leaving = null
    }
  }

  async #enter(): Promise<Membership> {
    const home = await Home.of(this.#root)
    const cluster = new Cluster(home)
    const participants = new Participants(home.participants)

    return withLock(home, async () => {
      const port = (await cluster.port()) ?? (await startAgain(cluster, participants))
      const address = {
        host: HOST,
        port,
        user: LOGIN_ROLE,
        password: await cluster.loginPassword(),
      }

      const name = await participants.add()
      const supervisor = new Supervisor(
        {
          isRunning: () => cluster.isRunning(),
          restart: () =>
            withLock(home, async () => {
              if (!(await participants.has(name))) return 'not ours any more'
              if ((await cluster.port()) !== null) return 'restarted elsewhere'
              await startAgain(cluster, participants)
              return 'restarted'
            }),
        },
        this.reports
      )
      return { cluster, participants, name, address, supervisor }
    })
  }

  async #exit(): Promise<void> {
    const membership = await this.#membership?.catch(() => null)
    this.#membership = null
    if (!membership) return

    const { cluster, participants, name, supervisor } = membership
    await supervisor.stop()
    await withLock(cluster.home, async () => {
      await participants.remove(name)
      if (!(await participants.any())) await cluster.stop()
    })
  }
}

/** A server that others use has not been stopped, but died; they know it by its port. */
async function startAgain(cluster: Cluster, participants: Participants): Promise<number> {
  const hasDied = await participants.any()
  const port = await cluster.start({ mustKeepPort: hasDied })
  if (hasDied) await noteRestart(cluster.home)
  return port
}

/** One process at a time decides what becomes of the server. */
export async function withLock<T>(home: Home, task: () => Promise<T>): Promise<T> {
  const release = await lock(home.path, {
    lockfilePath: home.lock,
    realpath: false,
    stale: LOCK_IS_STALE_AFTER,
    retries: { retries: 5_000, factor: 1, minTimeout: 10, maxTimeout: 40, randomize: true },
    // A process that slept too long has lost the lock; PostgreSQL's own then guards the data.
    onCompromised: () => {},
  })

  try {
    return await task()
  } finally {
    await release().catch(() => {})
  }
}

/** From `template0`, which no one can be connected to; a connection would block the copy. */
async function createDatabase(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)} template template0`)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error
  }
}
