import type { Identity } from '#core/access/identity'
import { catalogue } from '#core/access/permission_catalog'
import { CUSTOM } from '#core/custom_fields/custom_field'

/**
 * SQL over `r`, an event: what it changed of the fields that its organization has defined, as entries of
 * `UNION ALL` with their paths and both values. Those that are archived, or that the caller may not
 * read, are not among them.
 */
export function customChangesSql({ grants }: Identity): string {
  const value = (side: string) => `r.${side} #> ARRAY['extensions', '${CUSTOM}', field.key]`
  const held = [...catalogue.keys()].filter((permission) => grants.includes(permission, 'all'))
  const readable =
    held.length === catalogue.size
      ? 'true'
      : `field.read_permission IS NULL OR field.read_permission = ANY('{${held.join()}}')`
  return `UNION ALL
      SELECT '${CUSTOM}.' || field.key, ${value('before')}, ${value('after')}
      FROM custom_fields field
      WHERE (jsonb_exists(r.before -> 'extensions', '${CUSTOM}')
          OR jsonb_exists(r.after -> 'extensions', '${CUSTOM}'))
        AND field.organization_id = r.organization_id AND field.resource = r.resource
        AND field.deleted_at IS NULL AND (${readable})
        AND ${value('before')} IS DISTINCT FROM ${value('after')}`
}
