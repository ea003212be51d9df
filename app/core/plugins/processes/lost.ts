import logger from '@adonisjs/core/services/logger'
import { SCHEMA } from '#core/jobs/schema'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { stepQueueOf } from '#core/plugins/processes/jobs'
import { RETRIES, UNFINISHED, isUnfinished, lockRun } from '#core/plugins/processes/run'
import { enqueueAt, giveUp } from '#core/plugins/processes/settle'
import { queryAsLogin } from '#core/database/login_query'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'

/*
 * A process under way has a job, which is written with it. It can be gone all the same: its worker
 * was killed in the last attempt that the job had, the organization was suspended when it was due, or
 * people deleted it.
 */

/** Minutes in which nothing is written of a process before it is asked for its job. */
const QUIET = 5
/** Asked for at once. */
const BATCH = 1_000

interface Unfinished extends Record<string, unknown> {
  readonly id: string
  readonly organizationId: string
}

/** Whether a job works a process of a plugin, or waits to. */
export async function hasJob(plugin: Pick<Plugin, 'id'>, id: string): Promise<boolean> {
  return (await withJobs(plugin, [id])).has(id)
}

/** Goes on with the processes of plugins that run whose job is gone, in organizations that are active. */
export async function resumeLostProcesses(signal: AbortSignal): Promise<void> {
  for (const plugin of installedPlugins()) {
    if (!plugin.processes) continue
    for (const { id, organizationId } of await lostProcesses(plugin)) {
      signal.throwIfAborted()
      await UnitOfWork.run(forOrganization(organizationId), () => resume(plugin, id))
    }
  }
}

async function lostProcesses(plugin: Plugin): Promise<readonly Unfinished[]> {
  const lost: Unfinished[] = []
  for (let after = FIRST; ;) {
    const { rows } = await UnitOfWork.run(
      asSystem,
      (unit) => unit.query<Unfinished>(QUIET_ONES, [plugin.id, UNFINISHED, QUIET, after, BATCH]),
      { readOnly: true }
    )
    const working = await withJobs(
      plugin,
      rows.map(({ id }) => id)
    )
    lost.push(...rows.filter(({ id }) => !working.has(id)))
    if (rows.length < BATCH) return lost
    after = rows.at(-1)?.id ?? after
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000'

const QUIET_ONES = `
  SELECT p.id, p.organization_id AS "organizationId"
  FROM process_runs p JOIN organizations o ON o.id = p.organization_id AND o.is_active
  WHERE p.plugin = $1 AND p.state = ANY($2) AND p.updated_at < now() - make_interval(mins => $3)
    AND p.id > $4
  ORDER BY p.id LIMIT $5`

/**
 * Its step has the attempts that are left, if its job never made them; otherwise it has failed. An
 * attempt that ends its worker is not made for ever.
 */
async function resume(plugin: Plugin, id: string): Promise<void> {
  const found = await lockRun(id)
  /* No one enqueues a job of it meanwhile, who would have to lock it. */
  if (!found || !isUnfinished(found.run) || (await hasJob(plugin, id))) return
  const { run, steps } = found
  const row = steps.find(({ position }) => position === run.step)
  const step = plugin.processes?.[run.process]?.steps.find(({ name }) => name === row?.name)
  const where = { plugin: plugin.id, process: run.process, id, step: row?.name }
  logger.warn(where, 'A process had lost its job')
  if (row && row.attempts > (step?.retries ?? RETRIES)) {
    return giveUp(plugin, run, steps, 'Its worker ended in the last attempt')
  }
  return enqueueAt(plugin, run, steps, {
    position: run.step,
    isUndo: run.state === 'compensating',
  })
}

/** Those of these processes that have a job. As the login role, who alone reads jobs. */
async function withJobs(
  plugin: Pick<Plugin, 'id'>,
  ids: readonly string[]
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await queryAsLogin<{ id: string }>(
    `SELECT DISTINCT data->>'processId' AS id FROM ${SCHEMA}.job
     WHERE name = $1 AND state < 'completed' AND data->>'processId' = ANY($2)`,
    [stepQueueOf(plugin), ids]
  )
  return new Set(rows.map(({ id }) => id))
}
