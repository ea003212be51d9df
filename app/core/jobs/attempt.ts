import logger from '@adonisjs/core/services/logger'
import type { JobWithMetadata } from 'pg-boss'
import { outageOf } from '#core/http/exceptions/outage'
import type { JobContext } from '#core/jobs/define_job'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { progressOf } from '#core/jobs/progress'
import type { AnyJob } from '#core/jobs/registry'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

/** What is kept of an attempt that did not fail. */
export type Output = { readonly skipped: string } | null

const SKIPPED: Output = { skipped: 'the organization is not active' }

/**
 * What pg-boss keeps of a failure and people read: a sentence. The properties
 * of an error may hold what it was about, and stay in no table.
 */
export class FailedAttempt extends Error {
  override name = 'FailedAttempt'
  override stack = undefined

  constructor(cause: unknown) {
    super(sentenceOf(cause))
  }
}

/** An attempt after which there is no other. */
export class LastAttempt extends FailedAttempt {}

/**
 * One attempt at a job: its unit of work, its handler, its log.
 *
 * @throws {FailedAttempt} when the handler threw
 * @throws {LastAttempt} when it threw a `PermanentFailure`
 */
export async function attempt(job: AnyJob, fetched: JobWithMetadata<object>): Promise<Output> {
  const context: JobContext = {
    messageId: fetched.sourceRootId ?? fetched.id,
    attempt: fetched.retryCount + 1,
    isLastAttempt: fetched.retryCount >= fetched.retryLimit,
    signal: fetched.signal ?? new AbortController().signal,
    progress: progressOf(job, fetched.id),
  }
  try {
    return await perform(job, fetched.data ?? {}, context)
  } catch (error) {
    const { messageId: id, attempt: number } = context
    const about = job.about(fetched.data ?? {})
    const outage = outageOf(error)
    const where = { job: job.name, about, id, attempt: number }
    if (outage) logger.warn({ reason: outage.reason, ...where }, 'a job waits for the database')
    else logger.error({ err: error, ...where }, 'a job failed')
    throw error instanceof PermanentFailure ? new LastAttempt(error) : new FailedAttempt(error)
  }
}

/** Runs a job that has no queue. What it throws is logged. */
export async function repeat(job: AnyJob, signal: AbortSignal): Promise<void> {
  const run = { messageId: '', attempt: 1, isLastAttempt: true, signal, progress: async () => {} }
  try {
    await job.handle({}, run)
  } catch (error) {
    const outage = outageOf(error)
    if (outage)
      logger.warn({ reason: outage.reason, job: job.name }, 'a job waits for the database')
    else logger.error({ err: error, job: job.name }, 'a job failed')
  }
}

async function perform(job: AnyJob, payload: object, context: JobContext): Promise<Output> {
  const organizationId = organizationOf(payload)
  const handle = async () => {
    await job.handle(payload, context)
    return null
  }
  if (organizationId === null) {
    return job.unit === 'none' ? handle() : UnitOfWork.run(asSystem, handle)
  }
  const transactionOptions = forOrganization(organizationId)
  if (job.unit === 'none') {
    const active = await UnitOfWork.run(transactionOptions, isActive, { readOnly: true })
    return active ? handle() : SKIPPED
  }
  return UnitOfWork.run(transactionOptions, async (unit) =>
    (await isActive(unit)) ? handle() : SKIPPED
  )
}

function organizationOf(payload: object): string | null {
  if (!('organizationId' in payload)) return null
  const { organizationId } = payload
  return typeof organizationId === 'string' ? organizationId : null
}

async function isActive(unit: UnitOfWork): Promise<boolean> {
  const { rows } = await unit.query<{ is_active: boolean }>(
    'SELECT is_active FROM organizations WHERE id = $1',
    [unit.organizationId]
  )
  return rows[0]?.is_active ?? false
}

const MAX_SENTENCE_LENGTH = 500

function sentenceOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const [line = ''] = message.replaceAll('\0', '').split('\n', 1)
  /* PostgreSQL keeps no text that is not well-formed, and the failure would not be written down. */
  return line.slice(0, MAX_SENTENCE_LENGTH).toWellFormed() || 'It failed without a word'
}
