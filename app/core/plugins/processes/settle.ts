import type { Plugin } from '#core/plugins/api'
import {
  type Due,
  type Run,
  type StepRow,
  enqueueStep,
  isDue,
  lockRun,
  recordProcessEvent,
  writeRun,
  writeStep,
} from '#core/plugins/processes/run'

/* What becomes of a process after a step. In a unit of the organization. */

/** What came of a step. */
interface Settled {
  /** What it returned, as JSON, where it succeeded. */
  readonly result?: string
  /** Why it failed for good. */
  readonly reason?: string
}

/** Writes down what came of the last attempt at a step, and goes on with the process. */
export async function settleStep(
  plugin: Plugin,
  due: Due & { readonly processId: string },
  { result, reason }: Settled
): Promise<void> {
  const found = await lockRun(due.processId)
  if (!found || !isDue(found.run, due)) return
  const { run, steps } = found
  if (reason !== undefined) return giveUp(plugin, run, steps, reason)
  if (due.isUndo) return goBack(plugin, run, steps, due.position)
  await writeStep(run, due.position, { state: 'done', result: result ?? 'null' })
  const next = due.position + 1
  if (next < steps.length) {
    await writeRun(run, { step: next })
    return enqueueAt(plugin, run, steps, { position: next, isUndo: false })
  }
  await writeRun(run, { state: 'done', reason: null })
  await recordProcessEvent('finish', { ...run, plugin: plugin.id })
}

/** The step that is due has failed for good: it and those before it are undone, or people see to it. */
export async function giveUp(
  plugin: Plugin,
  run: Run,
  steps: readonly StepRow[],
  reason: string
): Promise<void> {
  const { step: position } = run
  const name = steps.find((row) => row.position === position)?.name
  await writeStep(run, position, { state: 'failed', reason })
  const named = `${name}: ${reason}`
  const undone = run.state === 'compensating' ? null : undoableAt(plugin, run, steps, position)
  if (undone === null) return leaveToPeople(plugin, run, named)
  await writeRun(run, { state: 'compensating', step: undone, isUndoing: true, reason: named })
  return enqueueAt(plugin, run, steps, { position: undone, isUndo: true })
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
    return enqueueAt(plugin, run, steps, { position: next, isUndo: true })
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

/** Has a step worked, or undone, by the name that it had when the process began. */
export function enqueueAt(
  plugin: Plugin,
  { id, process }: Run,
  steps: readonly StepRow[],
  { position, isUndo }: Due
): Promise<void> {
  const name = steps.find((row) => row.position === position)?.name
  return enqueueStep(plugin, { id, process, position, isUndo }, name)
}

/** It goes on when people have it tried again. */
export async function leaveToPeople(
  { id: plugin }: Plugin,
  run: Run,
  reason: string
): Promise<void> {
  await writeRun(run, { state: 'failed', reason })
  await recordProcessEvent('fail', { ...run, plugin })
}
