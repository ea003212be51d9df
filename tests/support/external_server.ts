import { existsSync, globSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { run } from '#embedded_postgres/command'
import { OperatingUser } from '#embedded_postgres/operating_user'
import getPort from 'get-port'
import type { Cleaner } from '#tests/support/clone'

/** Where Debian's packages put the programs of PostgreSQL, the oldest first, unless POSTGRES_BIN says otherwise. */
const PROGRAMS =
  process.env.POSTGRES_BIN ?? globSync('/usr/lib/postgresql/*/bin').sort()[0] ?? '/usr/bin'

/** Whether this machine has the programs of a PostgreSQL server and of its operators. */
export const hasPostgres = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore', 'psql'].every((name) =>
  existsSync(join(PROGRAMS, name))
)

/** A PostgreSQL server as an operator has one, gone after the test. */
export class ExternalServer {
  static async start({ cleanup }: Cleaner): Promise<ExternalServer> {
    const folder = await mkdtemp(join(tmpdir(), 'external-postgres-'))
    const user = OperatingUser.isRoot ? await OperatingUser.postgres() : OperatingUser.self()
    await chmod(folder, 0o755)
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
    const server = new ExternalServer(folder, await getPort({ host: '127.0.0.1' }), user)
    cleanup(() => rm(folder, { recursive: true, force: true }))
    await server.#run('initdb', '-D', server.#data, '-U', 'root', '-A', 'trust', '-E', 'UTF8')
    const options = `-p ${server.#port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off`
    const log = join(folder, 'log')
    await server.#run('pg_ctl', 'start', '-w', '-D', server.#data, '-l', log, '-o', options)
    cleanup(() => server.#run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', server.#data))
    return server
  }

  readonly #data: string
  readonly #port: number
  readonly #user: OperatingUser

  private constructor(
    readonly folder: string,
    port: number,
    user: OperatingUser
  ) {
    this.#data = join(folder, 'data')
    this.#port = port
    this.#user = user
  }

  url(user: string, database: string): string {
    return `postgresql://${user}@127.0.0.1:${this.#port}/${database}`
  }

  /** Each statement by itself, as a superuser. */
  async query(database: string, ...statements: readonly string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.url('root', database) })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }

  /** Runs a command of the documentation, with `SUPERUSER_URL` for a database. @throws when it fails */
  async shell(command: string, database: string): Promise<void> {
    const { uid, gid } = this.#user
    const url = this.url('root', database)
    const script = `export PATH="${PROGRAMS}:$PATH" SUPERUSER_URL="${url}"\n${command}`
    const { succeeded, output } = await run('sh', ['-ec', script], { cwd: this.folder, uid, gid })
    if (!succeeded) throw new Error(output)
  }

  async #run(program: string, ...args: string[]): Promise<void> {
    const { uid, gid } = this.#user
    const path = join(PROGRAMS, program)
    const { succeeded, output } = await run(path, args, { cwd: this.folder, uid, gid })
    if (!succeeded) throw new Error(output)
  }
}
