import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { checkCounters } from '#core/health/checks/counters'
import { checkDatabase, checkFence, checkMigrations } from '#core/health/checks/database'
import { type Examined, examined, problem } from '#core/health/checks/finding'
import { checkJobs } from '#core/health/checks/jobs'
import { checkLogs } from '#core/health/checks/logs'
import { checkPluginSettings, checkPlugins } from '#core/health/checks/plugins'
import { checkSettings } from '#core/health/checks/settings'
import { settings } from '#core/health/settings'

/** One thing about an installation that can be wrong. */
interface Check {
  readonly title: string
  readonly examine: () => Examined | Promise<Examined>
  /** Nothing after it can be asked while it has found a problem. */
  readonly isGround?: boolean
  /** Takes as long as there are records or organizations. */
  readonly isThorough?: boolean
}

/** What a check says. */
export interface Report extends Examined {
  readonly title: string
  readonly state: 'good' | 'warning' | 'problem' | 'left out'
}

const PUT_OFF = 'reads all there is: examined when somebody asks for everything'
const GROUNDLESS = 'not examined, since what it rests on is not sound'

const CHECKS: readonly Check[] = [
  { title: 'Settings', examine: () => checkSettings(settings, app.inProduction) },
  { title: 'Logs', examine: () => checkLogs() },
  { title: 'Database', examine: checkDatabase, isGround: true },
  { title: 'Migrations', examine: checkMigrations, isGround: true },
  { title: 'Fence between organizations', examine: checkFence },
  { title: 'Plugins', examine: checkPlugins },
  { title: 'Jobs', examine: () => checkJobs() },
  { title: 'Settings of plugins', examine: checkPluginSettings, isThorough: true },
  { title: 'Kept counts', examine: checkCounters, isThorough: true },
]

/**
 * How this installation is, check by check: for "node ace doctor" and for the
 * page that shows the same.
 *
 * @param isThorough whether also what takes as long as there are records
 */
export async function examine({ isThorough }: { isThorough: boolean }): Promise<Report[]> {
  const reports: Report[] = []
  let isSound = true
  for (const check of CHECKS) {
    const reason = isSound ? (check.isThorough && !isThorough ? PUT_OFF : null) : GROUNDLESS
    const report = reason === null ? await reportOf(check) : leftOut(check, reason)
    reports.push(report)
    if (check.isGround && report.state === 'problem') isSound = false
  }
  return reports
}

/** Whether nothing in them is a problem; a warning is none. */
export function isHealthy(reports: readonly Report[]): boolean {
  return reports.every(({ state }) => state !== 'problem')
}

function leftOut({ title }: Check, reason: string): Report {
  return { title, state: 'left out', ...examined([], [reason]) }
}

/** A check that cannot be made is a problem itself, and no reason to leave out the others. */
async function reportOf({ title, examine: ask }: Check): Promise<Report> {
  try {
    const { findings, notes } = await ask()
    const isWrong = findings.some(({ level }) => level === 'problem')
    const state = isWrong ? 'problem' : findings.length > 0 ? 'warning' : 'good'
    return { title, state, findings, notes }
  } catch (error) {
    logger.error({ err: error, check: title }, 'A check of the installation failed')
    const failed = problem('This could not be examined; the log says why.')
    return { title, state: 'problem', ...examined([failed]) }
  }
}
