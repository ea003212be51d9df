import { v7 as uuidv7 } from 'uuid'
import type { Plugin } from '#core/plugins/api'
import { readJobInput } from '#core/plugins/delivery/job_input'
import { enqueueStep, recordProcessEvent } from '#core/plugins/processes/run'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Starts a process of a plugin's own in the running unit of an organization, on whose behalf it is done.
 *
 * @param name the whole name: `sync:push`
 * @returns its id
 * @throws when the plugin has no such process, or its schema refuses the input
 */
export async function startProcess(plugin: Plugin, name: string, input: unknown): Promise<string> {
  const { id: owner, processes = {} } = plugin
  const own = name.startsWith(`${owner}:`) ? name.slice(owner.length + 1) : ''
  const process = processes[own]
  if (!process) throw new Error(`"${owner}" starts "${name}", which is no process of its own`)
  const { refusal } = await readJobInput(process, input)
  if (refusal !== null)
    throw new Error(`"${owner}" starts "${name}" with another input: ${refusal}`)

  const unit = UnitOfWork.get()
  const { cause } = unit
  if (unit.organizationId === null) throw new Error('Plugins act within an organization')
  const id = uuidv7()
  await unit.query(
    `INSERT INTO process_runs (organization_id, id, plugin, process, input, caused_by, key_id)
     VALUES (app_organization(), $1, $2, $3, $4, $5, $6)`,
    [id, owner, own, JSON.stringify(input ?? {}), cause?.userId ?? null, cause?.keyId ?? null]
  )
  await unit.query(
    `INSERT INTO process_steps (organization_id, process_id, position, name)
     SELECT app_organization(), $1, place - 1, name
     FROM unnest($2::text[]) WITH ORDINALITY AS step (name, place)`,
    [id, process.steps.map((step) => step.name)]
  )
  await recordProcessEvent('start', { id, plugin: owner, process: own })
  await enqueueStep(plugin, { id, process: own, position: 0, isUndo: false })
  return id
}
