import { UnitOfWork } from '#core/database/unit_of_work'
import { resources } from '#core/resources/registry'
import CustomField from '#plugins/custom-fields/models/custom_field'

/**
 * Deletes what all records hold of a field, and its index. Does nothing for one that was restored
 * meanwhile, or that is purged already.
 */
export async function purgeValues(fieldId: string): Promise<void> {
  const unit = UnitOfWork.get()
  const field = await CustomField.query().where('id', fieldId).forUpdate().first()
  if (!field?.deletedAt || field.purgedAt || !field.isKeptLongEnough) return
  await unit.allowLongStatements(0)
  const table = resources.get(field.resource)?.table
  const place = `{custom,${field.key}}`
  const { rowCount } = table
    ? await unit.query(
        `UPDATE ${table} SET extensions = extensions #- $1::text[]
         WHERE organization_id = app_organization() AND extensions #> $1::text[] IS NOT NULL`,
        [place]
      )
    : { rowCount: 0 }
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
    JSON.stringify({ resource: field.resource, key: field.key, records: rowCount ?? 0 }),
  ])
}
