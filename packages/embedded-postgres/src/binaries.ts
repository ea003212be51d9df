import {
  access,
  chmod,
  cp,
  lstat,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { createRequire } from 'node:module'
import { randomBytes } from 'node:crypto'

import { EmbeddedPostgresFailure, systemCode } from '#embedded_postgres/failure'
import { type OperatingUser } from '#embedded_postgres/operating_user'
import { type Home } from '#embedded_postgres/home'

const PROGRAMS = ['initdb', 'pg_ctl', 'postgres']
const SUFFIX = process.platform === 'win32' ? '.exe' : ''
const COPY = 'programs-'

interface Link {
  source: string
  target: string
}

/** The programs of PostgreSQL that npm brought for this platform, fit to be run by a home's user. */
export class Binaries {
  /**
   * The installed programs when they can be used as they lie, a copy in the home otherwise: in a
   * root-only or read-only node_modules the user could not enter, or we could not repair.
   *
   * @throws {EmbeddedPostgresFailure} when there are none for this platform, or they are incomplete
   */
  static async of(home: Home): Promise<Binaries> {
    const installed = new Binaries(installedFolder())
    await installed.#assertComplete()
    if (await installed.#becomesUsableBy(home.user)) return installed

    const name = `${COPY}${await installed.#version()}`
    const copy = new Binaries(join(home.path, name))
    return (await exists(copy.folder)) ? copy : installed.#copyTo(home, name)
  }

  private constructor(readonly folder: string) {}

  get initdb(): string {
    return this.#program('initdb')
  }

  get pgCtl(): string {
    return this.#program('pg_ctl')
  }

  get postgres(): string {
    return this.#program('postgres')
  }

  #program(name: string): string {
    return join(this.folder, 'bin', `${name}${SUFFIX}`)
  }

  async #assertComplete(): Promise<void> {
    for (const name of PROGRAMS) {
      try {
        await access(this.#program(name))
      } catch (error) {
        throw new EmbeddedPostgresFailure(
          `The embedded PostgreSQL for ${process.platform}-${process.arch} comes without ${name}. ` +
            'Install the dependencies again, or set DATABASE_URL.',
          { cause: error }
        )
      }
    }
  }

  async #becomesUsableBy(user: OperatingUser): Promise<boolean> {
    try {
      await this.#repair()
    } catch (error) {
      const code = systemCode(error)
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      throw error
    }

    const folders = ['bin', 'lib', 'share'].map((name) => join(this.folder, name))
    const usable = await Promise.all(folders.map((folder) => user.mayUse(folder)))
    return usable.every(Boolean)
  }

  /**
   * npm packages carry neither symbolic links nor, through some installers, the right to execute.
   * The package's install script restores the links, but install scripts are often not allowed.
   */
  async #repair(): Promise<void> {
    for (const { source, target } of await this.#links()) {
      const link = join(this.folder, relative('native', target))
      if (!(await exists(link))) await makeLink(relative(dirname(target), source), link)
    }

    for (const name of PROGRAMS) {
      const program = this.#program(name)
      const { mode } = await stat(program)
      if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555)
    }
  }

  async #links(): Promise<Link[]> {
    try {
      const links: unknown = JSON.parse(
        await readFile(join(this.folder, 'pg-symlinks.json'), 'utf8')
      )
      return Array.isArray(links) ? links.filter(isLink) : []
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return []
      throw error
    }
  }

  async #version(): Promise<string> {
    const description: unknown = JSON.parse(
      await readFile(join(this.folder, '..', 'package.json'), 'utf8')
    )
    return isVersioned(description) ? description.version : 'unknown'
  }

  async #copyTo(home: Home, name: string): Promise<Binaries> {
    for (const entry of await readdir(home.path)) {
      if (entry.startsWith(COPY)) await rm(join(home.path, entry), { recursive: true, force: true })
    }

    const partial = new Binaries(join(home.path, `${name}.${randomBytes(4).toString('hex')}`))
    await cp(this.folder, partial.folder, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    })
    await openToAll(partial.folder)
    await partial.#repair()

    const copy = new Binaries(join(home.path, name))
    await rename(partial.folder, copy.folder)
    return copy
  }
}

/** Where npm put the package of this platform: it is a dependency of a dependency of ours. */
function installedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`

  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(main).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch (error) {
    throw new EmbeddedPostgresFailure(
      `The package ${name} with the embedded PostgreSQL is not installed. If it exists for this ` +
        'platform, install the dependencies with "npm install --include=optional"; otherwise ' +
        'set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error }
    )
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

/** Tolerates that the process of another application, with the same packages, was faster. */
async function makeLink(source: string, link: string): Promise<void> {
  try {
    await symlink(source, link)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)

  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue

    const path = join(entry.parentPath, entry.name)
    await chmod(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}

function isVersioned(value: unknown): value is { version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    typeof value.version === 'string'
  )
}
