import { readFile, readdir } from 'node:fs/promises'

/** Linux counts the CPU of whole processes in hundredths of a second, whatever the machine. */
const TICK = 10

interface Stat {
  readonly parent: number
  /** Milliseconds of the process itself, all its threads included. */
  readonly own: number
  /** Milliseconds of the children that it has waited for. */
  readonly ended: number
}

/**
 * CPU that the threads of a process have used so far, in milliseconds: to the
 * nanosecond, as the scheduler counts it.
 *
 * @throws when there is no such process
 */
export async function cpuOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const used = await Promise.all(
    threads.map(async (thread) => {
      const [ran = ''] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(
        ' '
      )
      return Number(ran) / 1e6
    })
  )
  return used.reduce((sum, each) => sum + each, 0)
}

/** CPU that all processes of the computer have used so far, in milliseconds. */
export async function cpuOfMachine(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) * TICK
}

/** Resident memory in MiB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** The processes of a PostgreSQL server on this computer. */
export class PostgresProcesses {
  /** @param backend the process id of any of its sessions; null when it runs elsewhere */
  static async ofBackend(backend: number): Promise<PostgresProcesses | null> {
    const command = await readFile(`/proc/${backend}/cmdline`, 'utf8').catch(() => '')
    const found = await stat(backend)
    return found && command.includes('postgres') ? new PostgresProcesses(found.parent) : null
  }

  private constructor(private readonly postmaster: number) {}

  /** CPU of all of them so far, those that have ended included, in milliseconds. */
  async cpu(): Promise<number> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
    const stats = await Promise.all(pids.map((pid) => stat(pid)))
    const children = stats.filter((entry) => entry?.parent === this.postmaster)
    const living = children.reduce((sum, child) => sum + (child?.own ?? 0), 0)
    const postmaster = await stat(this.postmaster)
    return living + (postmaster?.own ?? 0) + (postmaster?.ended ?? 0)
  }
}

async function stat(pid: number): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  /* The name, in parentheses, may hold anything; what follows it is numbers. */
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (position: number) => Number(fields[position - 3])
  return { parent: at(4), own: (at(14) + at(15)) * TICK, ended: (at(16) + at(17)) * TICK }
}
