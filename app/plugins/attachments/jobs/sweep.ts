import type { Context } from '#core/plugins/api'
import { resources } from '#core/resources/registry'

/**
 * Removes the attachments of records that were deleted for good, which no foreign key does. Of a resource
 * that no plugin brings at the moment it is not known which records there are: those stay.
 */
export async function removeOfAbsentRecords({ query }: Pick<Context, 'query'>): Promise<void> {
  const { rows } = await query<{ resource: string }>(
    `SELECT DISTINCT resource FROM attachments WHERE organization_id = app_organization()`
  )
  for (const { resource } of rows) {
    const known = resources.get(resource)
    if (!known) continue
    await query(
      `DELETE FROM attachments a
       WHERE a.organization_id = app_organization() AND a.resource = $1 AND NOT EXISTS (
         SELECT FROM ${known.table} r
         WHERE r.organization_id = a.organization_id AND r.id = a.record_id)`,
      [resource]
    )
  }
}
