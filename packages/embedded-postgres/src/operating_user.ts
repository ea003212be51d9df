import { lstat, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { run } from '#embedded_postgres/command'

const READ = 4
const EXECUTE = 1

/** Debian's and Alpine's way; both leave an account that no one can log in to. */
const WAYS_TO_MAKE = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'],
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin'],
]

/**
 * The account that PostgreSQL's programs run under. They refuse to run as root, so that root needs
 * another one; anyone else is fit to run them without one.
 */
export class OperatingUser {
  static get isRoot(): boolean {
    return process.getuid?.() === 0
  }

  /** The account of this very process. */
  static self(): OperatingUser {
    return new OperatingUser(process.getuid?.(), process.getgid?.())
  }

  /**
   * The account that an existing folder belongs to; `null` when there is no such folder.
   *
   * @throws {Error} when the folder cannot be looked at
   */
  static async ownerOf(folder: string): Promise<OperatingUser | null> {
    try {
      const { uid, gid } = await lstat(folder)
      return new OperatingUser(uid, gid)
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  }

  /**
   * The account `postgres`, made when the machine does not have it.
   *
   * @throws {EmbeddedPostgresFailure} when it is missing and cannot be made
   */
  static async postgres(): Promise<OperatingUser> {
    const complaints: string[] = []

    for (const [program, ...args] of [[], ...WAYS_TO_MAKE]) {
      if (program !== undefined) complaints.push(await make(program, args))

      const found = await OperatingUser.#named('postgres')
      if (found) return found
    }

    throw new EmbeddedPostgresFailure(
      'PostgreSQL refuses to run as root, and the operating system user "postgres" that should ' +
        'run it is missing and could not be made. Make that user, start as another user than ' +
        `root, or set DATABASE_URL.\n${complaints.join('\n')}`
    )
  }

  static async #named(name: string): Promise<OperatingUser | null> {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return uid.succeeded && gid.succeeded
      ? new OperatingUser(Number(uid.output), Number(gid.output))
      : null
  }

  /** Both are undefined on Windows, which has no such numbers. */
  private constructor(
    readonly uid: number | undefined,
    readonly gid: number | undefined
  ) {}

  isSame(other: OperatingUser): boolean {
    return this.uid === other.uid
  }

  /** Whether this user can get into a folder, or would once its missing part was made. */
  async mayEnter(folder: string): Promise<boolean> {
    const parent = dirname(folder)
    if (!(await this.#may(EXECUTE, folder, true))) return false

    return parent === folder || this.mayEnter(parent)
  }

  /** Whether this user can read what is in a folder. */
  async mayUse(folder: string): Promise<boolean> {
    return (await this.mayEnter(folder)) && this.#may(READ, folder, false)
  }

  /**
   * By the mode alone: supplementary groups are not kept when a program is run as another user,
   * and an access list that allows more merely leads to another place that works as well.
   */
  async #may(wanted: number, path: string, whenMissing: boolean): Promise<boolean> {
    if (!OperatingUser.isRoot) return true

    try {
      const { mode, uid, gid } = await stat(path)
      const shift = uid === this.uid ? 6 : gid === this.gid ? 3 : 0
      return ((mode >> shift) & wanted) === wanted
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return whenMissing
      throw error
    }
  }
}

/** @returns what the program had to say; whether it worked shows in the passwd database */
async function make(program: string, args: string[]): Promise<string> {
  try {
    const { output } = await run(program, [...args, 'postgres'])
    return `${program}: ${output}`
  } catch (error) {
    return String(error)
  }
}
