import type { Plugin } from '#core/plugins/api'
import { installedPlugin } from '#core/plugins/installed'
import { hasJob } from '#core/plugins/processes/lost'
import {
  type ProcessState,
  type Run,
  enqueueStep,
  isUnfinished,
  lockRun,
  recordProcessEvent,
  writeRun,
} from '#core/plugins/processes/run'
import { UnitOfWork } from '#core/database/unit_of_work'

const RESTING: readonly ProcessState[] = ['failed', 'compensated']

/**
 * Goes on with a process where it failed, forwards or backwards, or where its job was lost; one that
 * has been undone begins anew, with other keys. In a unit of the organization.
 *
 * @returns whether there was one that rested
 */
export async function retryProcess(plugin: string, id: string): Promise<boolean> {
  const found = await lockRun(id)
  const owner = installedPlugin(plugin)
  if (!found || !owner || !(await rests(owner, found.run))) return false
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

/** Whether it does nothing until a user has it tried again. */
export async function rests(
  plugin: Pick<Plugin, 'id'>,
  { id, state }: Pick<Run, 'id' | 'state'>
): Promise<boolean> {
  return RESTING.includes(state) || (isUnfinished({ state }) && !(await hasJob(plugin, id)))
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
