import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { checkCounters } from '#core/health/checks/counters'
import { checkDatabase, checkRls, checkMigrations } from '#core/health/checks/database'
import { type CheckResult, checkResult, problem } from '#core/health/checks/issue'
import { checkJobs } from '#core/health/checks/jobs'
import { checkLogs } from '#core/health/checks/logs'
import { checkPluginSettings, checkPlugins } from '#core/health/checks/plugins'
import { checkSettings } from '#core/health/checks/settings'
import { settings } from '#core/health/settings'

/** One thing about an installation that can be wrong. */
interface Check {
  readonly title: string
  readonly run: () => CheckResult | Promise<CheckResult>
  /** Nothing after it can be asked while it has found a problem. */
  readonly isBlocking?: boolean
  /** Takes as long as there are records or organizations. */
  readonly isThorough?: boolean
}

/** What a check says. */
export interface Report extends CheckResult {
  readonly title: string
  readonly state: 'good' | 'warning' | 'problem' | 'left out'
}

const DEFERRED = 'reads all there is: examined when somebody asks for everything'
const SKIPPED = 'not examined, since what it rests on is not sound'

const CHECKS: readonly Check[] = [
  { title: 'Settings', run: () => checkSettings(settings, app.inProduction) },
  { title: 'Logs', run: () => checkLogs() },
  { title: 'Database', run: checkDatabase, isBlocking: true },
  { title: 'Migrations', run: checkMigrations, isBlocking: true },
  { title: 'Fence between organizations', run: checkRls },
  { title: 'Plugins', run: checkPlugins },
  { title: 'Jobs', run: () => checkJobs() },
  { title: 'Settings of plugins', run: checkPluginSettings, isThorough: true },
  { title: 'Kept counts', run: checkCounters, isThorough: true },
]

/**
 * How this installation is, check by check: for "node ace doctor" and for the
 * page that shows the same.
 *
 * @param isThorough whether also what takes as long as there are records
 */
export async function runHealthChecks({ isThorough }: { isThorough: boolean }): Promise<Report[]> {
  const reports: Report[] = []
  let isHealthySoFar = true
  for (const check of CHECKS) {
    const reason = isHealthySoFar ? (check.isThorough && !isThorough ? DEFERRED : null) : SKIPPED
    const report = reason === null ? await reportOf(check) : skipped(check, reason)
    reports.push(report)
    if (check.isBlocking && report.state === 'problem') isHealthySoFar = false
  }
  return reports
}

/** Whether nothing in them is a problem; a warning is none. */
export function isHealthy(reports: readonly Report[]): boolean {
  return reports.every(({ state }) => state !== 'problem')
}

function skipped({ title }: Check, reason: string): Report {
  return { title, state: 'left out', ...checkResult([], [reason]) }
}

/** A check that cannot be made is a problem itself, and no reason to leave out the others. */
async function reportOf({ title, run: ask }: Check): Promise<Report> {
  try {
    const { issues, notes } = await ask()
    const isWrong = issues.some(({ level }) => level === 'problem')
    const state = isWrong ? 'problem' : issues.length > 0 ? 'warning' : 'good'
    return { title, state, issues, notes }
  } catch (error) {
    logger.error({ err: error, check: title }, 'A check of the installation failed')
    const failed = problem('This could not be examined; the log says why.')
    return { title, state: 'problem', ...checkResult([failed]) }
  }
}
