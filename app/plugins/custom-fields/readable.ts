import type { Identity } from '#core/access/identity'
import { catalogue } from '#core/access/permission_catalog'
import { resources } from '#core/resources/registry'

/**
 * Which definitions there are for a caller, as a condition on `r`: those of fields that they see, of
 * resources that they read; for who manages them all.
 */
export function readableFields(
  { grants }: Identity,
  bind: (value: unknown) => string
): string | null {
  if (grants.allows('custom-fields:manage')) return null
  const names = [...resources.values()]
    .filter((resource) => grants.allows(resource.permission('read')))
    .map(({ name }) => name)
  const held = [...catalogue.keys()].filter((permission) => grants.allows(permission))
  return `r.resource = ANY(${bind(names)}::text[])
    AND (r.read_permission IS NULL OR r.read_permission = ANY(${bind(held)}::text[]))`
}
