import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { checkColumns } from '#core/health/checks/columns'
import { checkCounters } from '#core/health/checks/counters'
import {
  checkCollations,
  checkDatabase,
  checkMigrations,
  checkRls,
} from '#core/health/checks/database'
import { type CheckResult, checkResult, problem } from '#core/health/checks/issue'
import { checkFiles } from '#core/health/checks/files'
import { checkJobs } from '#core/health/checks/jobs'
import { checkLogs } from '#core/health/checks/logs'
import { checkPluginSettings, checkPlugins } from '#core/health/checks/plugins'
import { checkSettings } from '#core/health/checks/settings'
import { productionSettings } from '#core/health/production_check'
import type { UnitOfWork } from '#core/database/unit_of_work'

/** One thing about an installation that can be wrong. */
interface Check {
  readonly title: string
  readonly run: (client: QueryClientContract) => CheckResult | Promise<CheckResult>
  /** Nothing after it can be asked while it has found a problem. */
  readonly isBlocking?: boolean
  /** Takes as long as there are records or organizations. */
  readonly isThorough?: boolean
  /** Asks something else than the database, for which no transaction waits. */
  readonly isOutside?: boolean
}

/** Makes a check. */
type RunCheck = (check: Check) => CheckResult | Promise<CheckResult>

interface Extent {
  /** Whether also what takes as long as there are records. */
  readonly isThorough: boolean
  /** Whether also what asks something else than the database. */
  readonly isOutside: boolean
}

/** What a check says. */
export interface Report extends CheckResult {
  readonly title: string
  readonly state: 'good' | 'warning' | 'problem' | 'left out'
}

const DEFERRED = 'reads every record: runs with the thorough check only'
const OUTSIDE = 'asks another system: "node ace doctor" does'
const SKIPPED = 'skipped, because a check it depends on failed'

const CHECKS: readonly Check[] = [
  {
    title: 'Settings',
    run: () => checkSettings(productionSettings(process.env), app.inProduction),
  },
  { title: 'Logs', run: () => checkLogs() },
  { title: 'Files', run: () => checkFiles(), isOutside: true },
  { title: 'Database', run: checkDatabase, isBlocking: true },
  { title: 'Migrations', run: checkMigrations, isBlocking: true },
  { title: 'Row-level security', run: checkRls },
  { title: 'Columns', run: checkColumns },
  { title: 'Collations', run: checkCollations },
  { title: 'Plugins', run: checkPlugins },
  { title: 'Jobs', run: (client) => checkJobs({ client }) },
  { title: 'Settings of plugins', run: checkPluginSettings, isThorough: true },
  { title: 'Record counters', run: checkCounters, isThorough: true },
]

/** Checks the installation for "node ace doctor", each check in transactions of its own. */
export function runHealthChecks({ isThorough }: Pick<Extent, 'isThorough'>): Promise<Report[]> {
  return reportsOf({ isThorough, isOutside: true }, ({ run }) => run(db.connection()))
}

/** The same in a unit of the system, for the page that shows it: what fails is undone to before its check. */
export function runHealthChecksIn(
  unit: UnitOfWork,
  { isThorough }: Pick<Extent, 'isThorough'>
): Promise<Report[]> {
  const extent = { isThorough, isOutside: false }
  return unit.asLoginRole(() =>
    reportsOf(extent, ({ run }) => unit.savepoint(async () => run(unit.client)))
  )
}

async function reportsOf(extent: Extent, ask: RunCheck): Promise<Report[]> {
  const reports: Report[] = []
  let isHealthySoFar = true
  for (const check of CHECKS) {
    const reason = isHealthySoFar ? whyNot(check, extent) : SKIPPED
    const report = reason === null ? await reportOf(check, ask) : skipped(check, reason)
    reports.push(report)
    if (check.isBlocking && report.state === 'problem') isHealthySoFar = false
  }
  return reports
}

/** Why a check is left out of some; null when it is not. */
function whyNot(check: Check, { isThorough, isOutside }: Extent): string | null {
  if (check.isThorough && !isThorough) return DEFERRED
  return check.isOutside && !isOutside ? OUTSIDE : null
}

/** Whether nothing in them is a problem; a warning is none. */
export function isHealthy(reports: readonly Report[]): boolean {
  return reports.every(({ state }) => state !== 'problem')
}

function skipped({ title }: Check, reason: string): Report {
  return { title, state: 'left out', ...checkResult([], [reason]) }
}

/** A check that cannot be made is a problem itself, and no reason to leave out the others. */
async function reportOf(check: Check, ask: RunCheck): Promise<Report> {
  const { title } = check
  try {
    const { issues, notes } = await ask(check)
    const isWrong = issues.some(({ level }) => level === 'problem')
    const state = isWrong ? 'problem' : issues.length > 0 ? 'warning' : 'good'
    return { title, state, issues, notes }
  } catch (error) {
    logger.error({ err: error, check: title }, 'A health check failed')
    const failed = problem('This check could not run; the log says why.')
    return { title, state: 'problem', ...checkResult([failed]) }
  }
}
