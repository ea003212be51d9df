import { recentFailures } from '#exceptions/failures'
import { examine } from '#support/checkup/main'
import { UnitOfWork } from '#tenancy/unit_of_work'

interface DatabaseRow extends Record<string, unknown> {
  readonly version: string
  readonly size: string
  readonly connections: number
  readonly most_connections: string
  readonly started_at: string
}

/** What "node ace doctor" finds, and how database and process are. */
export async function vitals() {
  const { rows } = await UnitOfWork.get().query<DatabaseRow>(
    `SELECT current_setting('server_version') AS version,
            pg_size_pretty(pg_database_size(current_database())) AS size,
            (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
            current_setting('max_connections') AS most_connections,
            to_char(pg_postmaster_start_time(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS started_at`
  )
  const memory = process.memoryUsage()
  return {
    findings: await examine({ isBrief: true }),
    failures: recentFailures(),
    database: rows[0],
    server: {
      node: process.version,
      memory: `${Math.round(memory.rss / 1024 / 1024)} MiB`,
      uptime: span(process.uptime()),
    },
  }
}

function span(seconds: number): string {
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)]
  const minutes = Math.floor((seconds % 3600) / 60)
  return days > 0 ? `${days} d ${hours} h` : `${hours} h ${minutes} min`
}
