import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import semver from 'semver'
import { unpack } from '#core/backup/archive_reader'
import { type BackupHeader, fingerprint } from '#core/backup/manifest'
import type { Installation } from '#core/support/embedded_command'
import { Binaries } from '#embedded_postgres/binaries'
import { Cluster } from '#embedded_postgres/cluster'
import { Credentials, LOGIN_ROLE, SUPERUSER } from '#embedded_postgres/credentials'
import { systemCode } from '#embedded_postgres/failure'
import { Home } from '#embedded_postgres/home'
import { LivingProcess } from '#embedded_postgres/living_process'
import { withLock } from '#embedded_postgres/main'
import { Participants } from '#embedded_postgres/participants'
import { finishReplacement, replaceData } from '#embedded_postgres/replacement'
import { StartupError } from '#core/health/startup_error'

const PARTIAL = 'data.restoring-'

interface Circumstances extends Installation {
  readonly file: string
  /** Whether data that is there may be set aside. */
  readonly force: boolean
}

export interface Restored {
  readonly header: BackupHeader
  /** Where the data lies that was there before; null when there was none. */
  readonly aside: string | null
  /** Whether this APP_KEY can read what that of the backup has encrypted. */
  readonly isSameKey: boolean
}

/**
 * Puts what a backup holds in the place of the embedded PostgreSQL's data. The backup is unpacked
 * beside it, compared with its checksums and started once before anything that is there is touched:
 * when any of this fails, all stays as it was.
 *
 * @throws {StartupError} when a user uses the server, when there is data and no `force`, or when the
 *   backup is damaged or not for this PostgreSQL
 */
export async function restoreBackup(given: Circumstances): Promise<Restored> {
  const home = await Home.of(given.root)
  const binaries = await Binaries.of(home)
  const folder = join(home.path, `${PARTIAL}${process.pid}-${randomBytes(4).toString('hex')}`)
  await withLock(home, async () => {
    await assertReplaceable(home, given.force)
    await removeLeftovers(home)
  })
  try {
    const header = await unpack(given.file, {
      folder,
      accept: async (found) => assertFits(found, await majorOf(home, binaries), given.version),
      made: (path) => home.giveAway(path),
    })
    await home.giveAway(folder)
    await recover(home, binaries, folder)

    const aside = await withLock(home, async () => {
      await assertReplaceable(home, given.force)
      return replaceData(home, folder)
    })
    return { header, aside, isSameKey: header.app_key === fingerprint(given.appKey) }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Stops a server that a killed process has left behind, so that its data is in order. */
async function assertReplaceable(home: Home, force: boolean): Promise<void> {
  if (await new Participants(home.participants).any()) {
    throw new StartupError(
      'The embedded PostgreSQL is in use. Stop the server, its workers and every other command of ' +
        'this application first.'
    )
  }
  const cluster = new Cluster(home)
  if ((await cluster.port()) !== null) await cluster.stop()
  await finishReplacement(home)
  if (force || !(await hasData(home))) return
  throw new StartupError(
    `There is a database in ${home.data} already. With --force it is set aside, and the backup ` +
      'takes its place.'
  )
}

async function hasData(home: Home): Promise<boolean> {
  try {
    await stat(join(home.data, 'PG_VERSION'))
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

/** What a killed restore has left behind. The folder of one that runs has its process in its name. */
async function removeLeftovers(home: Home): Promise<void> {
  for (const entry of await readdir(home.path)) {
    if (!entry.startsWith(PARTIAL)) continue
    const pid = Number(/^\d+(?=-)/.exec(entry.slice(PARTIAL.length))?.[0])
    const isAnothers = pid > 0 && pid !== process.pid
    if (isAnothers && new LivingProcess(pid).isAlive()) continue
    await rm(join(home.path, entry), { recursive: true, force: true })
  }
}

function assertFits(header: BackupHeader, postgres: number, version: string): void {
  const platform = `${process.platform}-${process.arch}`
  const reasons = [
    ...(header.postgres === postgres
      ? []
      : [`It is of PostgreSQL ${header.postgres}, and this is PostgreSQL ${postgres}.`]),
    ...(header.platform === platform
      ? []
      : [`It was made on ${header.platform}, and this is ${platform}.`]),
    ...(semver.gt(header.application, version)
      ? [`It was made by version ${header.application}, which is newer than this ${version}.`]
      : []),
  ]
  if (reasons.length > 0)
    throw new StartupError('The backup does not fit this installation:', reasons)
}

async function majorOf(home: Home, binaries: Binaries): Promise<number> {
  const { output } = await home.run(binaries.postgres, ['--version'])
  const major = /(\d+)/.exec(output)?.[1]
  if (!major) throw new StartupError(`The embedded PostgreSQL does not run: ${output}`)
  return Number(major)
}

/**
 * Lets the data become consistent and gives its roles the passwords of this home, in PostgreSQL's
 * single-user mode, where no one can connect.
 */
async function recover(home: Home, binaries: Binaries, folder: string): Promise<void> {
  const credentials =
    (await Credentials.in(home.credentials)) ?? (await Credentials.generateInto(home.credentials))
  const { succeeded, output } = await home.run(
    binaries.postgres,
    ['--single', '-D', folder, '-c', 'exit_on_error=on', 'postgres'],
    [
      `ALTER ROLE ${SUPERUSER} PASSWORD '${credentials.superuser}'`,
      `ALTER ROLE ${LOGIN_ROLE} PASSWORD '${credentials.login}'`,
      '',
    ].join('\n')
  )
  if (succeeded) return
  throw new StartupError(`PostgreSQL cannot start what the backup holds:\n${output}`)
}
