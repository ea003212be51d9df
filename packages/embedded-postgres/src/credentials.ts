import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'

import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'

/** The role that initdb makes, a superuser: no part of the application ever logs in as it. */
export const SUPERUSER = 'postgres'

/** The role that the application logs in as and that owns its databases. */
export const LOGIN_ROLE = 'headless_crm'

/** The passwords of a server's two roles, drawn once and kept where only its starter can read. */
export class Credentials {
  /**
   * The passwords that a file keeps; `null` when there is no such file.
   *
   * @throws {EmbeddedPostgresFailure} when the file cannot be read or is damaged
   */
  static async in(file: string): Promise<Credentials | null> {
    try {
      const kept: unknown = JSON.parse(await readFile(file, 'utf8'))
      if (areKept(kept)) return new Credentials(kept[SUPERUSER], kept[LOGIN_ROLE])
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null

      throw new EmbeddedPostgresFailure(
        `The passwords of the embedded PostgreSQL in ${file} cannot be read.`,
        { cause: error }
      )
    }

    throw new EmbeddedPostgresFailure(
      `The file ${file} does not hold the passwords of the embedded PostgreSQL.`
    )
  }

  /** Draws new passwords and keeps them in a file that only its owner can read. */
  static async generateInto(file: string): Promise<Credentials> {
    const [superuser, login] = [password(), password()]
    const partial = `${file}.partial`

    await rm(partial, { force: true })
    await writeFile(partial, JSON.stringify({ [SUPERUSER]: superuser, [LOGIN_ROLE]: login }), {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    await rename(partial, file)

    return new Credentials(superuser, login)
  }

  private constructor(
    readonly superuser: string,
    readonly login: string
  ) {}
}

/** Base64 for URLs needs no escaping in SQL, in JSON or in an address. */
function password(): string {
  return randomBytes(32).toString('base64url')
}

function areKept(value: unknown): value is { [SUPERUSER]: string; [LOGIN_ROLE]: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    SUPERUSER in value &&
    typeof value[SUPERUSER] === 'string' &&
    LOGIN_ROLE in value &&
    typeof value[LOGIN_ROLE] === 'string'
  )
}
