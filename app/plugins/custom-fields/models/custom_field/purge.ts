import type { JobContext } from '#core/jobs/define_job'
import { UnitOfWork } from '#core/database/unit_of_work'
import { resources } from '#core/resources/registry'
import purgeJob, { type PurgeInput } from '#plugins/custom-fields/jobs/purge'
import CustomField from '#plugins/custom-fields/models/custom_field'
import { BATCH_SIZE, type Rest, inBatches } from '#plugins/custom-fields/models/custom_field/walk'

/** Deletes what all records hold of a field, and its index. Does nothing for one that is purged already. */
export function purgeValues(input: PurgeInput, context: Pick<JobContext, 'signal'>): Promise<void> {
  return inBatches(purgeJob, input, context, purgeNext)
}

async function purgeNext(input: PurgeInput): Promise<Rest<PurgeInput> | null> {
  const field = await CustomField.query()
    .where('id', input.fieldId)
    .whereNotNull('purgeRequestedAt')
    .whereNull('purgedAt')
    .forUpdate()
    .first()
  if (!field) return null
  const table = resources.get(field.resource)?.table
  const { seen, last, changed } = table
    ? await takeOut(field, table, input.after)
    : { seen: 0, last: null, changed: 0 }
  const records = input.records + changed
  if (last !== null && seen === BATCH_SIZE) return { input: { ...input, after: last, records } }
  await endPurge(field, records)
  return null
}

interface Taken {
  readonly seen: number
  readonly last: string | null
  readonly changed: number
}

/** Takes the values out of the next records. That they go is one event of the audit log, at the end. */
async function takeOut({ id, key }: CustomField, table: string, after: string): Promise<Taken> {
  const unit = UnitOfWork.get()
  unit.queryDeferred(`SELECT set_config('app.purged_field', $1, true)`, [id])
  const { rows } = await unit.query<Taken & Record<string, unknown>>(
    `WITH batch AS (
       SELECT id FROM ${table} WHERE organization_id = app_organization() AND id > $1
       ORDER BY id LIMIT $2),
     changed AS (
       UPDATE ${table} r SET extensions = r.extensions #- $3::text[]
       WHERE r.organization_id = app_organization() AND r.id IN (SELECT id FROM batch)
         AND r.extensions #> $3::text[] IS NOT NULL
       RETURNING r.id)
     SELECT (SELECT count(*)::int FROM batch) AS seen, (SELECT count(*)::int FROM changed) AS changed,
       (SELECT id FROM batch ORDER BY id DESC LIMIT 1) AS last`,
    [after, BATCH_SIZE, `{custom,${key}}`]
  )
  return rows[0] ?? { seen: 0, last: null, changed: 0 }
}

async function endPurge(field: CustomField, records: number): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query('SELECT clear_custom_field($1)', [field.id])
  await unit.query(
    `UPDATE custom_fields SET purged_at = now(), updated_at = now(), version = version + 1
     WHERE organization_id = app_organization() AND id = $1`,
    [field.id]
  )
  await unit.query('SELECT record_event($1, $2, $3, $4, $5)', [
    'custom-fields:purge',
    'custom-fields',
    field.id,
    'done',
    JSON.stringify({ resource: field.resource, key: field.key, records }),
  ])
}
