import type { Identity } from '#core/access/identity'
import { catalogue } from '#core/access/permission_catalog'
import { CUSTOM } from '#core/custom_fields/custom_field'

/**
 * SQL over `r`, an event: what it changed of the fields that its organization has defined, as entries of
 * `UNION ALL` with their paths and both values. Those that are archived, or that the caller may not
 * read, are not among them.
 */
export function customChangesSql(caller: Identity): string {
  const value = (side: string) => `r.${side} #> ARRAY['extensions', '${CUSTOM}', field.key]`
  const readable = readableSql(caller) ?? 'true'
  return `UNION ALL
      SELECT '${CUSTOM}.' || field.key, ${value('before')}, ${value('after')}
      FROM custom_fields field
      WHERE (jsonb_exists(r.before -> 'extensions', '${CUSTOM}')
          OR jsonb_exists(r.after -> 'extensions', '${CUSTOM}'))
        AND field.organization_id = r.organization_id AND field.resource = r.resource
        AND field.deleted_at IS NULL AND (${readable})
        AND ${value('before')} IS DISTINCT FROM ${value('after')}`
}

/**
 * SQL over `r`, an event: whether its organization has defined a field of such records that the caller
 * may not read; null for a caller who may read all.
 */
export function hidesFieldsSql(caller: Identity): string | null {
  const readable = readableSql(caller)
  return readable === null
    ? null
    : `EXISTS (SELECT FROM custom_fields field
        WHERE field.organization_id = r.organization_id AND field.resource = r.resource
          AND NOT (${readable}))`
}

/** Whether the caller may read a `field` of all records; null for a caller who may read all of them. */
function readableSql({ grants }: Identity): string | null {
  const held = [...catalogue.keys()].filter((permission) => grants.includes(permission, 'all'))
  return held.length === catalogue.size
    ? null
    : `field.read_permission IS NULL OR field.read_permission = ANY('{${held.join()}}')`
}
