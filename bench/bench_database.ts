import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { EmbeddedPostgres } from '#embedded_postgres/main'

/**
 * A benchmark's own database: on the server in DATABASE_URL, with `_bench`
 * after its name, or on the embedded server.
 */
export class BenchDatabase {
  /** @param suffix what the database of this benchmark ends with */
  static async open(root: URL, url: string | undefined, suffix = 'bench'): Promise<BenchDatabase> {
    if (url) {
      const own = new URL(url)
      own.pathname = `${own.pathname}_${suffix}`
      return new BenchDatabase(own.href, url, null)
    }
    const embedded = new EmbeddedPostgres(fileURLToPath(root))
    const { user, password, host, port } = await embedded.join()
    const server = `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}`
    return new BenchDatabase(`${server}/headless_crm_${suffix}`, `${server}/postgres`, embedded)
  }

  private constructor(
    readonly url: string,
    private readonly neighbour: string,
    private readonly embedded: EmbeddedPostgres | null
  ) {}

  get name(): string {
    return decodeURIComponent(new URL(this.url).pathname.slice(1))
  }

  /** A connection to it, or null when it does not exist. */
  async connect(): Promise<pg.Client | null> {
    const client = new pg.Client({ connectionString: this.url })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '3D000') return null
      throw error
    }
  }

  /**
   * Makes it anew, empty, or like another one of its server.
   *
   * @param template the name of the other, to which no one may be connected
   */
  async recreate(template = 'template0'): Promise<void> {
    await this.#beside(async (client) => {
      const name = client.escapeIdentifier(this.name)
      await client.query(`DROP DATABASE IF EXISTS ${name}`)
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${client.escapeIdentifier(template)}`)
    })
  }

  /** Lets its commits wait for no disk: the last of them are lost when the machine goes down. For tests. */
  async neglectDurability(): Promise<void> {
    await this.#beside(async (client) => {
      const name = client.escapeIdentifier(this.name)
      await client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
    })
  }

  /** Drops it, and the one of its tests. */
  async drop(): Promise<void> {
    await this.#beside(async (client) => {
      for (const name of [this.name, `${this.name}_test`]) {
        await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)
      }
    })
  }

  async #beside(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.neighbour })
    await client.connect()
    try {
      await work(client)
    } finally {
      await client.end()
    }
  }

  async close(): Promise<void> {
    await this.embedded?.leave()
  }
}
