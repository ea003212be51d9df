import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { type ConstructorOptions, PgBoss, type Queue } from 'pg-boss'
import { type Close, shutdownHooks } from '#core/jobs/shutdown_hooks'
import { type AnyJob, jobs } from '#core/jobs/registry'
import { SCHEMA } from '#core/jobs/schema'
import { asLogin } from '#core/database/connection'

/** Where jobs lie that failed for good, of all names. */
export const DEAD_LETTERS = 'dead-letters'

const DAY = 86_400

/** Every instance: the migrations make the schema, and no one else touches it. */
export const BASE_OPTIONS: ConstructorOptions = {
  schema: SCHEMA,
  migrate: false,
  createSchema: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
}

/**
 * The pg-boss of those who put jobs down or look after them. It speaks through
 * Lucid's connections, works nothing, and is made when it is first needed.
 */
class Producer {
  #boss: Promise<PgBoss> | null = null
  readonly #prepared = new Map<string, Promise<void>>()

  get(): Promise<PgBoss> {
    this.#boss ??= this.#open().catch((error: unknown) => {
      this.#boss = null
      throw error
    })
    return this.#boss
  }

  /**
   * The same, once the job has its queue.
   *
   * @throws when no worker could ever know the job
   */
  async for(job: AnyJob): Promise<PgBoss> {
    if (jobs.find(job.name) !== job) {
      throw new Error(
        `${job.name} is not among the jobs: list it in the manifest of its module, under "enqueues"`
      )
    }
    const boss = await this.get()
    const prepared = this.#prepared.get(job.name) ?? prepareQueue(boss, job)
    this.#prepared.set(job.name, prepared)
    await prepared.catch((error: unknown) => {
      this.#prepared.delete(job.name)
      throw error
    })
    return boss
  }

  /** Makes what is needed later, so that no request waits for it. */
  async open(): Promise<void> {
    for (const job of jobs.all()) await this.for(job)
  }

  readonly close: Close = async () => {
    shutdownHooks.delete(this.close)
    const boss = await this.#boss?.catch(() => null)
    this.#boss = null
    this.#prepared.clear()
    await boss?.stop({ graceful: false })
  }

  async #open(): Promise<PgBoss> {
    shutdownHooks.add(this.close)
    const boss = new PgBoss({
      ...BASE_OPTIONS,
      db: { executeSql: (text, values) => asLogin(db, text, values) },
      supervise: false,
      schedule: false,
    })
    logEvents(boss)
    try {
      await boss.start()
      await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * DAY })
      return boss
    } catch (error) {
      await boss.stop({ graceful: false })
      throw error
    }
  }
}

export const producer = new Producer()

/** What pg-boss has to say besides answers: lost connections, slow statements. */
export function logEvents(boss: PgBoss): void {
  boss.on('error', (error) => logger.error({ err: error }, 'pg-boss failed at something'))
  boss.on('warning', ({ message }) => logger.warn({ reason: message }, 'pg-boss warns'))
}

/** Makes the job's queue, or gives it the settings that the job has by now. */
async function prepareQueue(boss: PgBoss, job: AnyJob): Promise<void> {
  const wanted = settingsOf(job)
  const found = await boss.getQueue(job.queue)
  if (!found) await boss.createQueue(job.queue, wanted)
  else if (differs(found, wanted)) await boss.updateQueue(job.queue, wanted)
}

function settingsOf({ retry, timeout }: AnyJob) {
  return {
    retryLimit: retry.limit,
    retryDelay: retry.delay,
    retryBackoff: retry.backoff,
    expireInSeconds: timeout,
    deleteAfterSeconds: 3 * DAY,
    deadLetter: DEAD_LETTERS,
    notify: true,
  }
}

function differs(found: Queue, wanted: ReturnType<typeof settingsOf>): boolean {
  return (
    found.retryLimit !== wanted.retryLimit ||
    found.retryDelay !== wanted.retryDelay ||
    found.retryBackoff !== wanted.retryBackoff ||
    found.expireInSeconds !== wanted.expireInSeconds ||
    found.deleteAfterSeconds !== wanted.deleteAfterSeconds ||
    found.deadLetter !== wanted.deadLetter ||
    found.notify !== wanted.notify
  )
}
