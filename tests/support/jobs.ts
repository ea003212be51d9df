import db from '@adonisjs/lucid/services/db'
import type { PgBoss } from 'pg-boss'
import { v7 as uuidv7 } from 'uuid'
import { LastAttempt, attempt } from '#core/jobs/attempt'
import { producer } from '#core/jobs/boss'
import { progressOf } from '#core/jobs/progress'
import { type AnyJob, jobs } from '#core/jobs/registry'
import { pluginJobs } from '#core/plugins/plugin_jobs'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import type { Company } from '#tests/support/personas'

/** An attempt that `runJobs` made. */
export interface Ran {
  readonly job: string
  readonly id: string
  readonly outcome: 'done' | 'skipped' | 'failed'
}

/**
 * Works off everything that is due, one job after the other, also what those
 * jobs put down: what a worker does, without its clock.
 *
 * @param evenLater works off what is not due yet too, such as retries, until
 * nothing is left but dead letters
 */
export async function runJobs({ evenLater = false } = {}): Promise<Ran[]> {
  const ran: Ran[] = []
  for (;;) {
    const before = ran.length
    for (const job of jobs.all()) ran.push(...(await runQueue(job, evenLater)))
    if (ran.length === before) return ran
  }
}

/**
 * Runs a job of a plugin now, in one organization, as its schedule does: `runJob('visits:remind', acme)`.
 * What it enqueues is done by `runJobs`. Nothing happens where the plugin is off.
 *
 * @throws what it throws, and for a name that no job has
 */
export async function runJob(name: string, { id: organizationId }: Company): Promise<void> {
  const job = pluginJobs().find((candidate) => candidate.name === name)
  if (!job) throw new Error(`There is no job "${name}"`)
  const messageId = uuidv7()
  const run = {
    ...{ messageId, attempt: 1, isLastAttempt: true, signal: new AbortController().signal },
    progress: progressOf(job, messageId),
  }
  const handle = async () => job.handle({ organizationId }, run)
  await (job.unit === 'none' ? handle() : UnitOfWork.run(forOrganization(organizationId), handle))
}

/** Forgets all jobs, so that a test finds its own only. */
export async function forgetJobs(): Promise<void> {
  await (await producer.get()).deleteAllJobs()
}

async function runQueue(job: AnyJob, ignoreStartAfter: boolean): Promise<Ran[]> {
  const boss = await producer.for(job)
  const ran: Ran[] = []
  for (;;) {
    const next = await runNext(boss, job, ignoreStartAfter)
    if (next === null) return ran
    ran.push(next)
  }
}

async function runNext(boss: PgBoss, job: AnyJob, ignoreStartAfter: boolean): Promise<Ran | null> {
  const [fetched] = await boss.fetch<object>(job.queue, { includeMetadata: true, ignoreStartAfter })
  if (!fetched) return null
  const ran = { job: job.name, id: fetched.sourceRootId ?? fetched.id }
  try {
    const output = await attempt(job, fetched)
    await boss.complete(job.queue, fetched, output)
    return { ...ran, outcome: output === null ? 'done' : 'skipped' }
  } catch (error) {
    /* A worker says "deadletter" to pg-boss, which only workers can. */
    if (error instanceof LastAttempt) await forgetAttemptsLeft(fetched.id)
    await boss.fail(job.queue, fetched, error instanceof Error ? error : null)
    return { ...ran, outcome: 'failed' }
  }
}

async function forgetAttemptsLeft(id: string): Promise<void> {
  await db.rawQuery('UPDATE pgboss.job SET retry_limit = retry_count WHERE id = ?', [id])
}
