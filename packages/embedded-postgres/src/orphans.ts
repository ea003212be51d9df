import { readFile, readdir } from 'node:fs/promises'

/**
 * Ends the processes that a killed server has left behind. Busy ones do not
 * notice that it is gone, and keep the next server from the data. Their end is
 * the one that PostgreSQL has for emergencies: nothing committed is lost.
 *
 * @param name that the server was started under; only when it is known to be dead
 */
export async function endOrphans(name: string): Promise<void> {
  if (process.platform !== 'linux') return
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid)) continue
    const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (title.startsWith(`postgres: ${name}: `)) end(pid)
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    /* It has ended by itself, or is another user's. */
  }
}
