import db from '@adonisjs/lucid/services/db'
import { backlogs } from '#jobs/backlog'
import { SCHEMA_VERSION, schemaVersion } from '#jobs/schema'
import { type Finding, problem, warning } from '#support/checkup/finding'

/** Whether jobs can be worked, and which wait for somebody. */
export async function checkJobs(expected = SCHEMA_VERSION): Promise<Finding[]> {
  const version = await schemaVersion(db.connection())
  if (version !== expected) {
    return [
      problem(
        `The schema of pg-boss has version ${version ?? 'none'}, the installed pg-boss needs ` +
          `${expected}: no jobs are worked. Bring it there with a migration that calls prepareSchema().`
      ),
    ]
  }
  return (await backlogs()).flatMap(({ job, dead, waiting, known }) => [
    ...(dead > 0
      ? [
          warning(
            `Dead letters of ${job}: ${dead}. See "node ace jobs:list --failed", mend the cause, ` +
              'and run "node ace jobs:retry".'
          ),
        ]
      : []),
    ...(waiting > 0 && !known
      ? [
          warning(
            `Jobs ${job} that wait: ${waiting}, and nothing here works them. Install what did.`
          ),
        ]
      : []),
  ])
}
