import type { JobContext } from '#core/jobs/define_job'
import { FailedAttempt } from '#core/jobs/attempt'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import type { Plugin, Step, StepRun, WorkContext } from '#core/plugins/api'
import { readJobInput } from '#core/plugins/delivery/job_input'
import { workContextOf } from '#core/plugins/delivery/work_context'
import { installedPlugin } from '#core/plugins/installed'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import type { DueStep } from '#core/plugins/processes/jobs'
import {
  type Run,
  type StepRow,
  RETRIES,
  enqueueStep,
  lockRun,
  recordProcessEvent,
  timeoutOf,
  writeRun,
  writeStep,
} from '#core/plugins/processes/run'
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
  await inUnit(() => settle(work, due, outcome))
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
    await fail(plugin, run, reason)
    return null
  }
  await writeStep(run, due.position, { state: 'running' })
  return { plugin, set, run, steps, row, step }
}

function isDue({ state, step }: Run, { position, isUndo }: DueStep): boolean {
  return step === position && state === (isUndo ? 'compensating' : 'running')
}

/** What came of an attempt at a step. */
interface Outcome {
  /** What it returned, where it succeeded. */
  readonly result?: unknown
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
    return { result: await perform(work, due, context, job) }
  } catch (error) {
    const isLast = error instanceof PermanentFailure || job.attempt > (work.step.retries ?? RETRIES)
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

async function settle(work: Work, due: DueStep, { result, reason }: Outcome): Promise<void> {
  const found = await lockRun(work.run.id)
  if (!found || !isDue(found.run, due)) return
  const { run, steps } = found
  const { plugin } = work
  if (reason !== undefined) {
    await writeStep(run, due.position, { state: 'failed', reason })
    const named = `${work.row.name}: ${reason}`
    const undone = due.isUndo ? null : undoableAt(plugin, run, steps, due.position)
    if (undone === null) return fail(plugin, run, named)
    await writeRun(run, { state: 'compensating', step: undone, isUndoing: true, reason: named })
    return enqueueAt(plugin, run, steps, undone, true)
  }
  if (due.isUndo) return goBack(plugin, run, steps, due.position)
  await writeStep(run, due.position, { state: 'done', result: result ?? null })
  const next = due.position + 1
  if (next < steps.length) {
    await writeRun(run, { step: next })
    return enqueueAt(plugin, run, steps, next, false)
  }
  await writeRun(run, { state: 'done', reason: null })
  await recordProcessEvent('finish', { ...run, plugin: plugin.id })
}

/** Goes on undoing after a step that has been. */
async function goBack(
  plugin: Plugin,
  run: Run,
  steps: readonly StepRow[],
  position: number
): Promise<void> {
  await writeStep(run, position, { state: 'compensated' })
  const next = undoableAt(plugin, run, steps, position - 1)
  if (next !== null) {
    await writeRun(run, { step: next })
    return enqueueAt(plugin, run, steps, next, true)
  }
  await writeRun(run, { state: 'compensated' })
  await recordProcessEvent('compensate', { ...run, plugin: plugin.id })
}

/** The position of the last step up to this one that can be undone; null when there is none. */
function undoableAt(
  { processes }: Plugin,
  { process }: Run,
  steps: readonly StepRow[],
  from: number
): number | null {
  const declared = processes?.[process]?.steps ?? []
  const last = steps.findLast(
    ({ position, name }) =>
      position <= from && declared.some((step) => step.name === name && step.compensate)
  )
  return last?.position ?? null
}

function enqueueAt(
  plugin: Plugin,
  { id, process }: Run,
  steps: readonly StepRow[],
  position: number,
  isUndo: boolean
): Promise<void> {
  const name = steps.find((row) => row.position === position)?.name
  return enqueueStep(plugin, { id, process, position, isUndo }, name)
}

/** Leaves it to people. */
async function fail({ id: plugin }: Plugin, run: Run, reason: string): Promise<void> {
  await writeRun(run, { state: 'failed', reason })
  await recordProcessEvent('fail', { ...run, plugin })
}
