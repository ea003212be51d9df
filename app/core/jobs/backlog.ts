import { DEAD_LETTERS } from '#core/jobs/boss'
import { jobs } from '#core/jobs/registry'
import { SCHEMA } from '#core/jobs/schema'
import { queryAsLogin } from '#core/database/login_query'

/** How many jobs of one name there are. */
export interface Backlog {
  readonly job: string
  readonly waiting: number
  /** Failed, and waiting for the next attempt. */
  readonly retrying: number
  readonly running: number
  readonly dead: number
  /** For how many seconds the one that waits longest has been due; 0 when none is. */
  readonly age: number
  /** Whether workers of this code know it. */
  readonly known: boolean
}

/** What is left to do, by the names of jobs. */
export async function backlogs(): Promise<Backlog[]> {
  const { rows } = await queryAsLogin<Omit<Backlog, 'known'>>(
    `SELECT replace(q.name, '/', ':') AS job,
            count(j.id) FILTER (WHERE j.name = q.name AND j.state = 'created') AS waiting,
            count(j.id) FILTER (WHERE j.name = q.name AND j.state = 'retry') AS retrying,
            count(j.id) FILTER (WHERE j.name = q.name AND j.state = 'active') AS running,
            count(j.id) FILTER (WHERE j.name = $1) AS dead,
            coalesce(floor(extract(epoch FROM now() - min(j.start_after) FILTER (
              WHERE j.name = q.name AND j.state IN ('created', 'retry') AND j.start_after < now()
            )))::int, 0) AS age
     FROM ${SCHEMA}.queue q
     LEFT JOIN ${SCHEMA}.job j ON (j.name = q.name AND j.state < 'completed')
       OR (j.name = $1 AND j.state = 'created' AND j.source_name = q.name)
     WHERE q.name <> $1 AND q.name NOT LIKE '\\_\\_pgboss%'
     GROUP BY q.name ORDER BY q.name`,
    [DEAD_LETTERS]
  )
  return rows.map((row) => ({ ...row, known: jobs.find(row.job) !== undefined }))
}
