import type { JobContext } from '#core/jobs/define_job'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'
import fillIndexJob, { type FillInput } from '#plugins/custom-fields/jobs/fill_index'
import CustomField from '#plugins/custom-fields/models/custom_field'
import { BATCH_SIZE, type Rest, inBatches } from '#plugins/custom-fields/models/custom_field/walk'

/** Seconds until it is asked again whether those have ended that may write past the index. */
const PAUSE = 1

/**
 * Makes the entries of the records that there are. What is written meanwhile makes its own. Does nothing
 * for a field that has no index any more, or whose index was asked for anew.
 */
export function fillIndex(input: FillInput, context: Pick<JobContext, 'signal'>): Promise<void> {
  return inBatches(fillIndexJob, input, context, fillNext)
}

async function fillNext(input: FillInput): Promise<Rest<FillInput> | null> {
  const unit = UnitOfWork.get()
  const horizon = input.horizon ?? (await currentHorizon())
  if (!(await isPassed(horizon))) return { input: { ...input, horizon }, pause: PAUSE }
  const field = await CustomField.query()
    .where({ id: input.fieldId, indexRun: input.run })
    .whereNull('purgedAt')
    .first()
  const table = field && resources.get(field.resource)?.table
  if (!table) return null
  const { rows } = await unit.query<{ seen: number; last: string | null }>(
    'SELECT seen, last FROM fill_custom_field($1, $2, $3, $4)',
    [field.id, table, input.after, BATCH_SIZE]
  )
  const { seen, last } = rows[0] ?? { seen: 0, last: null }
  if (last !== null && seen === BATCH_SIZE) return { input: { ...input, horizon, after: last } }
  await endFilling(input)
  return null
}

/** Behind all transactions that have begun to write by now. */
async function currentHorizon(): Promise<string> {
  const { rows } = await UnitOfWork.get().query<{ horizon: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS horizon'
  )
  return rows[0]?.horizon ?? '0'
}

async function isPassed(horizon: string): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query<{ passed: boolean }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS passed',
    [horizon]
  )
  return rows[0]?.passed === true
}

async function endFilling({ fieldId, run }: FillInput): Promise<void> {
  const unit = UnitOfWork.get()
  unit.setAuditAction('custom-fields:index')
  await unit.query(
    `UPDATE custom_fields
     SET index_state = 'ready', index_run = NULL, updated_at = now(), version = version + 1
     WHERE organization_id = app_organization() AND id = $1 AND index_run = $2`,
    [fieldId, run]
  )
}
