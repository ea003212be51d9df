import { enqueue } from '#core/jobs/enqueue'
import type { Plugin, Step } from '#core/plugins/api'
import { processJobOf } from '#core/plugins/processes/jobs'
import { UnitOfWork } from '#core/database/unit_of_work'

/*
 * The rows of processes, and their jobs. All of it in a unit of the organization, whose rows it
 * locks by the process first.
 */

export const RETRIES = 5
const TIMEOUT = { default: 60, max: 3_600 }
/** Seconds that a job has beyond its step, so that the step ends first and is written down. */
const MARGIN = 30

/** Those under way: a job works or waits for each of them. */
export const UNFINISHED: readonly ProcessState[] = ['running', 'compensating']

export type ProcessState = 'running' | 'compensating' | 'done' | 'compensated' | 'failed'

/** Whether it is under way. */
export function isUnfinished({ state }: Pick<Run, 'state'>): boolean {
  return UNFINISHED.includes(state)
}

/** A process. */
export interface Run {
  readonly id: string
  readonly process: string
  readonly state: ProcessState
  /** The position of the step that is due. */
  readonly step: number
  /** Counts how often it was started over. */
  readonly round: number
  /** Whether it goes backwards. */
  readonly isUndoing: boolean
  readonly input: unknown
  readonly causedBy: string | null
  readonly keyId: string | null
}

/** A step as it is kept. */
export interface StepRow {
  readonly position: number
  readonly name: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'compensated'
  /** How often it was begun, forwards and backwards. */
  readonly attempts: number
  readonly result: unknown
}

/** A step that is to be worked, or undone. */
export interface Due {
  readonly position: number
  readonly isUndo: boolean
}

/** Whether it is this step's turn. */
export function isDue({ state, step }: Run, { position, isUndo }: Due): boolean {
  return step === position && state === (isUndo ? 'compensating' : 'running')
}

/** The process with its steps, locked until the unit ends; null when there is none of this id. */
export async function lockRun(
  id: string
): Promise<{ readonly run: Run; readonly steps: readonly StepRow[] } | null> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<Run & Record<string, unknown>>(
    `SELECT id, process, state, step, round, is_undoing AS "isUndoing", input,
            caused_by AS "causedBy", key_id AS "keyId"
     FROM process_runs WHERE organization_id = app_organization() AND id = $1 FOR UPDATE`,
    [id]
  )
  const [run] = rows
  if (!run) return null
  const { rows: steps } = await unit.query<StepRow & Record<string, unknown>>(
    `SELECT position, name, state, attempts, result FROM process_steps
     WHERE organization_id = app_organization() AND process_id = $1 ORDER BY position`,
    [id]
  )
  return { run, steps }
}

/** What changes of a process. What is not given stays as it is. */
export interface RunChange {
  readonly state?: ProcessState
  readonly step?: number
  readonly round?: number
  readonly isUndoing?: boolean
  /** Why it failed; null when it is to be forgotten. */
  readonly reason?: string | null
}

const ENDED: readonly ProcessState[] = ['done', 'compensated']

export async function writeRun({ id, ...run }: Run, change: RunChange): Promise<void> {
  const { state, step, round, isUndoing } = { ...run, ...change }
  await UnitOfWork.get().query(
    `UPDATE process_runs
     SET state = $2, step = $3, round = $4, is_undoing = $5, updated_at = now(),
         reason = CASE WHEN $6 THEN $7 ELSE reason END,
         ended_at = CASE WHEN $8 THEN now() END
     WHERE organization_id = app_organization() AND id = $1`,
    [
      id,
      state,
      step,
      round,
      isUndoing,
      change.reason !== undefined,
      change.reason ?? null,
      ENDED.includes(state),
    ]
  )
}

/** What is written of a step. */
export interface StepChange {
  readonly state: StepRow['state']
  /** As JSON. */
  readonly result?: string
  readonly reason?: string
}

export async function writeStep(
  { id }: Pick<Run, 'id'>,
  position: number,
  { state, result, reason }: StepChange
): Promise<void> {
  await UnitOfWork.get().query(
    `UPDATE process_steps
     SET state = $3, reason = $4, result = coalesce($5, result),
         attempts = attempts + CASE WHEN $3 = 'running' THEN 1 ELSE 0 END,
         started_at = CASE WHEN $3 = 'running' THEN coalesce(started_at, now()) ELSE started_at END,
         ended_at = CASE WHEN $3 = 'running' THEN NULL ELSE now() END
     WHERE organization_id = app_organization() AND process_id = $1 AND position = $2`,
    [id, position, state, reason ?? null, result ?? null]
  )
}

/** The step of a process by its position. */
interface StepPlace extends Due {
  readonly id: string
  /** The name of the process, without that of the plugin. */
  readonly process: string
}

/** Has a step worked, or undone. @throws when the plugin has no such step any more */
export async function enqueueStep(
  plugin: Plugin,
  { id, process, position, isUndo }: StepPlace,
  name = plugin.processes?.[process]?.steps[position]?.name ?? ''
): Promise<void> {
  const { organizationId } = UnitOfWork.get()
  if (organizationId === null) throw new Error('Plugins act within an organization')
  const step = plugin.processes?.[process]?.steps.find((other) => other.name === name)
  await enqueue(
    processJobOf(plugin),
    { organizationId, plugin: plugin.id, processId: id, position, isUndo, name },
    { retries: step?.retries ?? RETRIES, timeout: timeoutOf(step) + MARGIN }
  )
}

/** Seconds of one attempt at a step. */
export function timeoutOf(step: Pick<Step, 'timeout'> | undefined): number {
  return Math.min(step?.timeout ?? TIMEOUT.default, TIMEOUT.max)
}

/** Tells the audit log what became of a process. */
export async function recordProcessEvent(
  what: 'start' | 'finish' | 'compensate' | 'fail' | 'retry',
  {
    id,
    plugin,
    process,
  }: { readonly id: string; readonly plugin: string; readonly process: string }
): Promise<void> {
  const details = { process: `${plugin}:${process}` }
  await UnitOfWork.get().query('SELECT record_event($1, $2, $3, $4, $5)', [
    `processes:${what}`,
    'processes',
    id,
    'done',
    details,
  ])
}
