import { installedPlugin } from '#core/plugins/installed'
import {
  type ProcessState,
  enqueueStep,
  lockRun,
  recordProcessEvent,
  writeRun,
} from '#core/plugins/processes/run'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Those that do nothing until a user has them tried again. */
const RESTING: readonly ProcessState[] = ['failed', 'compensated']

/**
 * Goes on with a process where it failed, forwards or backwards; one that has been undone begins
 * anew, with other keys. In a unit of the organization.
 *
 * @returns whether there was one that rested
 */
export async function retryProcess(plugin: string, id: string): Promise<boolean> {
  const found = await lockRun(id)
  const owner = installedPlugin(plugin)
  if (!found || !owner || !RESTING.includes(found.run.state)) return false
  const { run, steps } = found
  const isAnew = run.state === 'compensated'
  const isUndo = !isAnew && run.isUndoing
  const position = isAnew ? 0 : run.step
  if (isAnew) await forgetSteps(id)
  await writeRun(run, {
    state: isUndo ? 'compensating' : 'running',
    step: position,
    round: run.round + (isAnew ? 1 : 0),
    isUndoing: isUndo,
    ...(isAnew && { reason: null }),
  })
  const name = steps.find((step) => step.position === position)?.name
  await enqueueStep(owner, { id, process: run.process, position, isUndo }, name)
  await recordProcessEvent('retry', { id, plugin, process: run.process })
  return true
}

async function forgetSteps(id: string): Promise<void> {
  await UnitOfWork.get().query(
    `UPDATE process_steps
     SET state = 'waiting', attempts = 0, result = NULL, reason = NULL, started_at = NULL,
         ended_at = NULL
     WHERE organization_id = app_organization() AND process_id = $1`,
    [id]
  )
}
