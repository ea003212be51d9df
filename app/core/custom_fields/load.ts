import type { CustomField, CustomOption, CustomType } from '#core/custom_fields/custom_field'
import type { UnitOfWork } from '#core/database/unit_of_work'

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly resource: string
  readonly key: string
  readonly type: CustomType
  readonly title: string
  readonly help: string | null
  readonly group_title: string | null
  readonly is_required: boolean
  readonly default_value: unknown
  readonly options:
    readonly { value: string; title: string; color: string | null; is_active: boolean }[] | null
  readonly is_unique: boolean
  readonly is_indexed: boolean
  readonly is_searchable: boolean
  readonly minimum: string | null
  readonly maximum: string | null
  readonly length: number | null
  readonly pattern: string | null
  readonly scale: number | null
  readonly refers_to: string | null
  readonly read_permission: string | null
  readonly write_permission: string | null
  readonly is_archived: boolean
}

/** The fields that the organization of the unit has defined, in their order, without those that are purged. */
export async function loadCustomFields(unit: UnitOfWork): Promise<readonly CustomField[]> {
  const { rows } = await unit.query<Row>(
    `SELECT id, resource, key, type, title, help, group_title, is_required, default_value, options,
            is_unique, is_indexed, is_searchable, minimum::text, maximum::text, length, pattern, scale,
            refers_to, read_permission, write_permission, deleted_at IS NOT NULL AS is_archived
     FROM custom_fields
     WHERE organization_id = app_organization() AND purged_at IS NULL
     ORDER BY resource, position, key`
  )
  return rows.map(fieldOf)
}

function fieldOf(row: Row): CustomField {
  return {
    id: row.id,
    resource: row.resource,
    key: row.key,
    type: row.type,
    title: row.title,
    help: row.help,
    group: row.group_title,
    isRequired: row.is_required,
    defaultValue: row.default_value,
    options: (row.options ?? []).map(optionOf),
    isUnique: row.is_unique,
    isIndexed: row.is_indexed,
    isSearchable: row.is_searchable,
    minimum: row.minimum,
    maximum: row.maximum,
    length: row.length,
    pattern: row.pattern,
    scale: row.scale,
    refersTo: row.refers_to,
    readPermission: row.read_permission,
    writePermission: row.write_permission,
    isArchived: row.is_archived,
  }
}

function optionOf(option: {
  value: string
  title: string
  color: string | null
  is_active: boolean
}): CustomOption {
  const { value, title, color, is_active: isActive } = option
  return { value, title, color: color ?? null, isActive }
}
