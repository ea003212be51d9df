import { appendFile, readFile } from 'node:fs/promises'

import { systemCode } from '#embedded_postgres/failure'
import { Home } from '#embedded_postgres/home'

const DAY = 24 * 60 * 60_000

/** Notes that the server had died while it was used, and was started again. */
export async function noteRestart(home: Home): Promise<void> {
  await appendFile(home.restarts, `${new Date().toISOString()}\n`, { mode: 0o600 })
}

/**
 * When the server of an application was started again because it had died, in
 * the last 24 hours, oldest first.
 */
export async function recentRestarts(root: string): Promise<Date[]> {
  const { restarts } = await Home.of(root)
  try {
    const lines = (await readFile(restarts, 'utf8')).split('\n')
    return lines.map((line) => new Date(line)).filter((date) => date.getTime() > Date.now() - DAY)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
