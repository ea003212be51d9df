import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { type Backlog, backlogs } from '#core/jobs/backlog'
import { SCHEMA_VERSION, schemaVersion } from '#core/jobs/schema'
import {
  type CheckResult,
  type Issue,
  checkResult,
  problem,
  warning,
} from '#core/health/checks/issue'

/** For how many seconds a job may be due before somebody should know. */
const MAX_WAIT = 300

interface Asked {
  readonly expected?: number
  readonly maxWait?: number
  readonly client?: QueryClientContract
}

/**
 * Whether jobs can be worked, which wait for somebody, and for how long.
 *
 * @param expected the version of pg-boss's schema
 * @param maxWait for how many seconds a job may be due
 * @param client of the login role
 */
export async function checkJobs({
  expected = SCHEMA_VERSION,
  maxWait = MAX_WAIT,
  client = db.connection(),
}: Asked = {}): Promise<CheckResult> {
  const version = await schemaVersion(client, { isMigrated: true })
  if (version !== expected) {
    return checkResult([
      problem(
        `The schema of pg-boss has version ${version ?? 'none'}, the installed pg-boss needs ` +
          `${expected}: no jobs are processed. Bring it there with a migration that calls prepareJobs().`
      ),
    ])
  }
  const list = await backlogs()
  const oldest = Math.max(0, ...list.map(({ age }) => age))
  const due = list.reduce((sum, { waiting, retrying }) => sum + waiting + retrying, 0)
  return checkResult(
    list.flatMap((backlog) => issuesOf(backlog, maxWait)),
    [
      due === 0 ? 'none waits' : `${due} wait`,
      oldest > 0 ? `the longest due for ${inWords(oldest)}` : null,
    ]
  )
}

function issuesOf({ job, dead, waiting, known, age }: Backlog, maxWait: number): Issue[] {
  const issues: Issue[] = []
  if (dead > 0) {
    issues.push(
      warning(
        `Dead letters of ${job}: ${dead}. See "node ace jobs:list --failed", mend the cause, ` +
          'and run "node ace jobs:retry".'
      )
    )
  }
  if (waiting > 0 && !known) {
    issues.push(
      warning(
        `Jobs ${job} that wait: ${waiting}. No installed module processes them. Install the plugin they belong to.`
      )
    )
  } else if (age > maxWait) {
    issues.push(
      warning(
        `A job ${job} has been due for ${inWords(age)}. See that a worker runs ("node ace worker", ` +
          'or WORKERS=on), or start more.'
      )
    )
  }
  return issues
}

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return `${seconds} seconds`
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`
}
