import app from '@adonisjs/core/services/app'
import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { type DatabaseOptions, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import { LastAttempt, attempt, repeat } from '#core/jobs/attempt'
import { BASE_OPTIONS, producer, logEvents } from '#core/jobs/boss'
import { type AnyJob, jobs } from '#core/jobs/registry'
import { syncSchedules } from '#core/jobs/schedules'

/** How a worker hears of new jobs. */
export interface WorkerOptions {
  /**
   * Whether PostgreSQL tells it, which costs a connection and nothing else.
   * Not through a pooler in transaction mode; then it asks every few seconds.
   */
  readonly listen: boolean
  /** Milliseconds that running jobs have when it stops; then they are tried again elsewhere. */
  readonly grace?: number
}

/** Jobs that become due without anyone putting them down, such as retries, wait this long at most. */
const ASKS_EVERY = { pollingIntervalSeconds: 3, notifyPollingIntervalSeconds: 15 }

/** Of pg-boss's own: settling jobs takes a moment, and handlers use the application's. */
const CONNECTIONS = 2

/** Less than the process has for its end. */
const GRACE_IN_MS = 15_000

/** Until the database is there and migrated, which may be never. */
const ATTEMPTS_TO_START = Number.MAX_SAFE_INTEGER

/** Works the jobs of this process's registry. Many processes may; a job is given to one of them. */
export class Worker {
  readonly #boss: PgBoss
  readonly #grace: number
  #starting: Promise<void> | null = null
  #stopped = false
  readonly #ending = new AbortController()
  readonly #loops: Promise<void>[] = []

  constructor({ listen, grace = GRACE_IN_MS }: WorkerOptions) {
    this.#grace = grace
    this.#boss = new PgBoss({
      ...BASE_OPTIONS,
      ...address(),
      application_name: 'headless-crm worker',
      max: CONNECTIONS,
      useListenNotify: listen,
    })
    logEvents(this.#boss)
  }

  /** Begins to work. Waits for a database that is not there yet. */
  async start(): Promise<void> {
    this.#starting ??= this.#start()
    await this.#starting
  }

  /** Takes no more jobs, and waits for the running ones, within a bound. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#ending.abort()
    const loops = Promise.race([Promise.all(this.#loops), sleep(this.#grace, null, { ref: false })])
    /* At once: stopping waits for other things first, and jobs would be taken meanwhile. */
    await Promise.all(jobs.all().map(({ queue }) => this.#boss.offWork(queue, { wait: false })))
    await this.#boss.stop({ graceful: true, timeout: this.#grace })
    await loops
    await this.#starting?.catch(() => null)
  }

  async #start(): Promise<void> {
    try {
      await this.#boss.start({ attempts: ATTEMPTS_TO_START })
    } catch (error) {
      if (!this.#stopped) throw error
    }
    if (this.#stopped) return
    await producer.open()
    await syncSchedules(this.#boss)
    for (const job of jobs.all()) {
      if (job.pause !== null) {
        this.#loops.push(this.#repeat(job, job.pause))
        continue
      }
      for (let number = 0; number < job.concurrency; number += 1) await this.#work(job)
    }
    logger.info({ jobs: jobs.all().map(({ name }) => name) }, 'jobs are processed here')
  }

  /** Keeps a job running. */
  async #repeat(job: AnyJob, pause: number): Promise<void> {
    const { signal } = this.#ending
    while (!signal.aborted) {
      await repeat(job, signal)
      await sleep(pause, null, { signal }).catch(() => null)
    }
  }

  async #work(job: AnyJob): Promise<void> {
    let id = ''
    id = await this.#boss.work<object, unknown, { includeMetadata: true; perJobResults: true }>(
      job.queue,
      {
        includeMetadata: true,
        perJobResults: true,
        ...ASKS_EVERY,
        ...(job.isGrouped && { localGroupConcurrency: 1 }),
      },
      async ([fetched]) => {
        /* There may be more: it asks again at once, instead of going to sleep. */
        this.#boss.notifyWorker(id)
        return fetched ? [await resultOf(job, fetched)] : []
      }
    )
  }
}

/** @throws when the job is to be tried again, if attempts are left */
async function resultOf(job: AnyJob, fetched: JobWithMetadata<object>): Promise<JobResult> {
  const { id } = fetched
  try {
    return { id, status: 'completed', output: await attempt(job, fetched) }
  } catch (error) {
    if (error instanceof LastAttempt) return { id, status: 'deadletter', output: error }
    throw error
  }
}

/**
 * The connections of units of work send several statements at once; these need
 * not. Looking after many jobs may take longer than a request may.
 */
const OF_PG_BOSS = { pipeline: false, query_timeout: 20_000 }

/** The database that `config/database.ts` and its provider name. */
function address(): DatabaseOptions {
  const ours = app.config.get<DatabaseOptions>('database.connections.postgres.connection')
  return { ...ours, ...OF_PG_BOSS }
}
