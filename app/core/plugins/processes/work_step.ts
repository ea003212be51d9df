import type { JobContext } from '#core/jobs/define_job'
import { FailedAttempt } from '#core/jobs/attempt'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import type { Plugin, Step, StepRun, WorkContext } from '#core/plugins/api'
import { readJobInput } from '#core/plugins/delivery/job_input'
import { workContextOf } from '#core/plugins/delivery/work_context'
import { installedPlugin } from '#core/plugins/installed'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import type { DueStep } from '#core/plugins/processes/jobs'
import { keptResult } from '#core/plugins/processes/kept_result'
import {
  type Run,
  type StepRow,
  isDue,
  lockRun,
  timeoutOf,
  writeStep,
} from '#core/plugins/processes/run'
import { leaveToPeople, settleStep } from '#core/plugins/processes/settle'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A step that is worked, with the process as it was when the attempt began. */
interface Work {
  readonly plugin: Plugin
  readonly set: PluginSet
  readonly run: Run
  readonly steps: readonly StepRow[]
  readonly row: StepRow
  readonly step: Step
}

/**
 * One attempt at a step, forwards or backwards. What comes of it is written in one transaction with
 * the job of the next step, so that a process neither stops between two steps nor works one twice
 * once its result is kept. A job whose step is not the one that is due does nothing.
 *
 * @throws when the step is to be tried again
 */
export async function workStep(due: DueStep, job: JobContext): Promise<void> {
  const { organizationId } = due
  const plugin = installedPlugin(due.plugin)
  if (!plugin) return
  const inUnit = <T>(work: () => Promise<T>) =>
    UnitOfWork.run(forOrganization(organizationId), work)
  const work = await inUnit(() => begin(plugin, due))
  if (work === null) return
  const { causedBy, keyId } = work.run
  const cause = causedBy === null ? null : { userId: causedBy, keyId }
  const context = workContextOf(work.set, organizationId, plugin, cause)
  const outcome = await attemptAt(work, due, context, job)
  if (outcome.error !== undefined) {
    await inUnit(() => noteFailure(work, due, outcome))
    throw outcome.error
  }
  await inUnit(() => settleStep(plugin, due, outcome))
}

/** What is shown of a step until it is tried again. */
async function noteFailure({ run }: Work, { position }: DueStep, { reason = '' }: Outcome) {
  await UnitOfWork.get().query(
    `UPDATE process_steps SET reason = $3
     WHERE organization_id = app_organization() AND process_id = $1 AND position = $2`,
    [run.id, position, reason]
  )
}

/** Writes down that the step has begun; null when it is not due, or cannot be worked. */
async function begin(plugin: Plugin, due: DueStep): Promise<Work | null> {
  const found = await lockRun(due.processId)
  if (!found || !isDue(found.run, due)) return null
  const set = await currentPlugins()
  const isOn = set.has(plugin.id)
  const { run, steps } = found
  const row = steps.find(({ position }) => position === due.position)
  const step = plugin.processes?.[run.process]?.steps.find(({ name }) => name === row?.name)
  if (!isOn || !row || !step) {
    const reason = isOn ? `There is no step "${row?.name}" any more` : 'The plugin is off'
    await leaveToPeople(plugin, run, reason)
    return null
  }
  await writeStep(run, due.position, { state: 'running' })
  return { plugin, set, run, steps, row, step }
}

/** What came of an attempt at a step. */
interface Outcome {
  /** What it returned, where it succeeded, as JSON. */
  readonly result?: string
  /** Why it failed. */
  readonly reason?: string
  /** What it threw, where it is to be tried again. */
  readonly error?: unknown
}

async function attemptAt(
  work: Work,
  due: DueStep,
  context: WorkContext,
  job: JobContext
): Promise<Outcome> {
  try {
    return { result: keptResult(await perform(work, due, context, job)) }
  } catch (error) {
    const isLast = error instanceof PermanentFailure || job.isLastAttempt
    const { message: reason } = new FailedAttempt(error)
    return isLast ? { reason } : { reason, error: error ?? reason }
  }
}

async function perform(
  { plugin, run, steps, row, step }: Work,
  { isUndo }: DueStep,
  context: WorkContext,
  { attempt, signal }: JobContext
): Promise<unknown> {
  const process = plugin.processes?.[run.process]
  const { value: input, refusal } = await readJobInput({ ...process }, run.input)
  if (refusal !== null) throw new PermanentFailure(`Its input is not what it takes: ${refusal}`)
  const timeout = AbortSignal.timeout(timeoutOf(step) * 1_000)
  const given: StepRun = {
    input,
    results: Object.fromEntries(
      steps.filter(({ result }) => result !== null).map(({ name, result }) => [name, result])
    ),
    key: `${run.id}:${row.name}:${run.round}`,
    attempt,
    signal: AbortSignal.any([signal, timeout]),
  }
  return ended(isUndo ? step.compensate?.(context, given) : step.run(context, given), given.signal)
}

/** What comes of work, or a throw as soon as the signal is aborted. */
async function ended(work: unknown, signal: AbortSignal): Promise<unknown> {
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(new Error('It took too long, or the worker had to end'))
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
  })
  return Promise.race([work, aborted])
}
