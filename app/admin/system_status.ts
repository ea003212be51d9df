import { recentFailures } from '#core/http/exceptions/failures'
import { runHealthChecksIn, isHealthy } from '#core/health/checks/main'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * What "node ace doctor" finds, and how this process is. In a unit of the system.
 *
 * @param isThorough whether also what takes as long as there are records
 */
export async function systemStatus(isThorough: boolean) {
  const memory = process.memoryUsage()
  const reports = await runHealthChecksIn(UnitOfWork.get(), { isThorough })
  return {
    isThorough,
    isSound: isHealthy(reports),
    reports,
    failures: recentFailures(),
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
