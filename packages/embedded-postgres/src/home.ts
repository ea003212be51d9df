import { chmod, lchown, mkdir, realpath } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'

import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { type Outcome, run } from '#embedded_postgres/command'
import { OperatingUser } from '#embedded_postgres/operating_user'

/** Where root keeps what the user `postgres` could not reach beside the application. */
const SHARED_PLACE = '/var/lib/headless-crm'

/**
 * The folder of one application's server: its data, and beside it everything that we write
 * ourselves. Under root only the data and the log belong to the user that runs the server, so that
 * nothing root writes or reads here can be swapped by that user.
 */
export class Home {
  /**
   * Finds the home of an application and makes the folder. Once there is data, it stays where it
   * is: a folder that is opened or closed later must not make the database look empty.
   *
   * @param root absolute path of the application
   * @throws {EmbeddedPostgresFailure} when the folder cannot be made, or not be used by this user
   */
  static async of(root: string): Promise<Home> {
    const application = await realpath(root)
    const mark = createHash('sha256').update(application).digest('hex').slice(0, 16)
    const near = join(application, 'storage', 'postgres')
    const home = OperatingUser.isRoot
      ? await Home.#forRoot(near, join(SHARED_PLACE, mark), mark)
      : await Home.#forAnybody(near, mark)

    await home.#make()
    return home
  }

  static async #forAnybody(near: string, mark: string): Promise<Home> {
    const self = OperatingUser.self()
    const home = new Home(near, mark, self)

    try {
      const owner = await OperatingUser.ownerOf(home.data)
      if (owner === null || owner.isSame(self)) return home
    } catch (error) {
      throw new EmbeddedPostgresFailure(`The folder ${near} cannot be looked into.`, {
        cause: error,
      })
    }

    throw new EmbeddedPostgresFailure(
      `The data of the embedded PostgreSQL in ${home.data} belongs to another user. Start as that ` +
        'user or as root, or set DATABASE_URL.'
    )
  }

  static async #forRoot(near: string, shared: string, mark: string): Promise<Home> {
    for (const path of [shared, near]) {
      const owner = await OperatingUser.ownerOf(join(path, 'data'))
      if (owner === null) continue

      const user = owner.uid === 0 ? await OperatingUser.postgres() : owner
      if (await user.mayEnter(path)) return new Home(path, mark, user)

      throw new EmbeddedPostgresFailure(
        `The embedded PostgreSQL runs as the user with the number ${user.uid}, who cannot enter ` +
          `${path}, where its data lies. Let that user pass (chmod o+x on the folders above), or ` +
          `move the folder to ${shared}.`
      )
    }

    const user = await OperatingUser.postgres()
    return new Home((await user.mayEnter(near)) ? near : shared, mark, user)
  }

  private constructor(
    readonly path: string,
    /** Tells the servers of two applications apart. */
    readonly mark: string,
    readonly user: OperatingUser
  ) {}

  get data(): string {
    return join(this.path, 'data')
  }

  get log(): string {
    return join(this.path, 'server.log')
  }

  get configuration(): string {
    return join(this.path, 'postgresql.conf')
  }

  get access(): string {
    return join(this.path, 'pg_hba.conf')
  }

  get credentials(): string {
    return join(this.path, 'credentials.json')
  }

  get participants(): string {
    return join(this.path, 'participants')
  }

  /** The port that the server had last. */
  get port(): string {
    return join(this.path, 'port')
  }

  /** When the server was started again because it had died. */
  get restarts(): string {
    return join(this.path, 'restarts.log')
  }

  get lock(): string {
    return join(this.path, 'lock')
  }

  /** Runs one of PostgreSQL's programs as the server's user. */
  run(program: string, args: string[], input?: string): Promise<Outcome> {
    const { uid, gid } = this.user
    return run(program, args, { cwd: this.path, uid, gid, input })
  }

  /** Leaves a file of ours to the server's user. */
  async giveAway(path: string): Promise<void> {
    const { uid, gid } = this.user
    if (uid !== undefined && gid !== undefined) await lchown(path, uid, gid)
  }

  async #make(): Promise<void> {
    const mode = OperatingUser.isRoot ? 0o755 : 0o700

    try {
      const topmost = await mkdir(this.path, { recursive: true, mode })
      if (topmost !== undefined && OperatingUser.isRoot) await this.#open(topmost)
      await mkdir(this.participants, { recursive: true })
    } catch (error) {
      throw new EmbeddedPostgresFailure(
        `The folder ${this.path} of the embedded PostgreSQL cannot be made ` +
          `(${systemCode(error) ?? String(error)}). Let this user write there, or set DATABASE_URL.`,
        { cause: error }
      )
    }
  }

  /** A strict umask of root's would close the new folders to the user that runs the server. */
  async #open(topmost: string): Promise<void> {
    for (let folder = this.path; folder.length >= topmost.length; folder = dirname(folder)) {
      await chmod(folder, 0o755)
    }
  }
}
