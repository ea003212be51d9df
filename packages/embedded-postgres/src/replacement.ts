import { lstat, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { systemCode } from '#embedded_postgres/failure'
import { type Home } from '#embedded_postgres/home'

/** Data that is whole and only waits for its name. */
const REPLACEMENT = 'data.replacement'

/**
 * Puts other data in the place of a home's. The old data is set aside, not removed. Only under the
 * lock, and while no server runs.
 *
 * No file system swaps two folders on every platform: when the process dies between the two
 * renames, {@link finishReplacement} does the second one at the next start.
 *
 * @param folder whole data of a server, beside the home's own
 * @returns where the old data lies; `null` when there was none
 */
export async function replaceData(home: Home, folder: string): Promise<string | null> {
  await finishReplacement(home)
  const aside = `${home.data}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  const hadData = await exists(home.data)

  await rename(folder, join(home.path, REPLACEMENT))
  if (hadData) await rename(home.data, aside)
  await finishReplacement(home)

  return hadData ? aside : null
}

/**
 * Gives its name to data that was to replace other data; does nothing when there is none. Where the
 * old data still has the name, what was to replace it is given up: it must not become the database
 * at some later time.
 */
export async function finishReplacement(home: Home): Promise<void> {
  const replacement = join(home.path, REPLACEMENT)
  if (!(await exists(replacement))) return
  if (!(await exists(home.data))) return rename(replacement, home.data)
  const isWhole = await exists(join(home.data, 'PG_VERSION'))
  if (isWhole) await rm(replacement, { recursive: true, force: true })
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
