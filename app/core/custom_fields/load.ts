import { type CustomField, type KeptField, definitionOf } from '#core/custom_fields/custom_field'
import type { UnitOfWork } from '#core/database/unit_of_work'

/** The fields that the organization of the unit has defined, in their order, without those that are purged. */
export async function loadCustomFields(unit: UnitOfWork): Promise<readonly CustomField[]> {
  const { rows } = await unit.query<KeptField & Record<string, unknown>>(
    `SELECT id, resource, key, type, title, help, group_title AS "groupTitle",
            is_required AS "isRequired", default_value AS "defaultValue", options,
            is_unique AS "isUnique", is_indexed AS "isIndexed", is_searchable AS "isSearchable",
            index_state AS "indexState", minimum::text, maximum::text, length, pattern, scale,
            refers_to AS "refersTo", read_permission AS "readPermission",
            write_permission AS "writePermission", deleted_at AS "deletedAt"
     FROM custom_fields
     WHERE organization_id = app_organization() AND purged_at IS NULL
     ORDER BY resource, position, key`
  )
  return rows.map(definitionOf)
}
