import { constants } from 'node:fs'
import { access, mkdir, readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CheckResult, checkResult, problem, warning } from '#core/health/checks/issue'
import { logFile, logTroubles } from '#core/log/destinations'

const MEBIBYTE = 1024 ** 2
/** How much of a disk should be left, in bytes. */
const MIN_FREE_BYTES = 1024 * MEBIBYTE

/**
 * Whether the log file can be written, and for how long.
 *
 * @param minFreeBytes how many bytes of its disk should be left
 */
export async function checkLogs(minFreeBytes = MIN_FREE_BYTES): Promise<CheckResult> {
  const file = logFile()
  if (file === null) return checkResult([], ['to the console alone'])
  const folder = dirname(file)
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch {
    return checkResult([
      problem(
        `The folder ${folder} cannot be written. Give it to the user who runs the server, or set LOG_FILE.`
      ),
    ])
  }
  const [trouble] = logTroubles()
  if (trouble) {
    const { title, code, lost } = trouble
    return checkResult([
      problem(
        `The log cannot be written to ${title} (${code}); ${lost} lines are lost. Make room.`
      ),
    ])
  }
  const { bavail, bsize } = await statfs(folder)
  if (bavail === 0) return checkResult([problem(`The disk of ${folder} is full. Make room.`)])
  const [used, left] = [await sizeOf(folder), bavail * bsize]
  return checkResult(
    left < minFreeBytes
      ? [warning(`The disk of ${folder} has ${inWords(left)} left. Rotate logs, or make room.`)]
      : [],
    [`${inWords(used)} of logs`, `${inWords(left)} left on their disk`]
  )
}

/** What the files of a folder hold, in bytes; one that goes meanwhile counts as nothing. */
async function sizeOf(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0
    )
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

function inWords(bytes: number): string {
  const mebibytes = bytes / MEBIBYTE
  return mebibytes < 1024 ? `${mebibytes.toFixed(1)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`
}
