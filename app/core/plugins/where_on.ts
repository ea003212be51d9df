import type { Plugin } from '#core/plugins/api'
import { glueOf, installedPlugin, isOnByDefault } from '#core/plugins/installed'

/**
 * SQL over `o`, an organization: whether a plugin is on there.
 *
 * @param ids placeholder for the first of `onWith`, `defaults` for the second
 */
export function isOnSql(ids: string, defaults: string): string {
  return `(
    SELECT bool_and(coalesce(chosen.is_enabled, known.is_default))
    FROM unnest(${ids}::text[], ${defaults}::boolean[]) known (plugin, is_default)
    LEFT JOIN organization_plugins chosen
      ON chosen.organization_id = o.id AND chosen.plugin = known.plugin)`
}

/** The plugins that have to be on for one to be on, itself among them, and whether they are by default. */
export function onWith(plugin: Plugin): readonly [ids: string[], defaults: boolean[]] {
  const all = [...new Set(partsOf(plugin))]
  return [all.map(({ id }) => id), all.map((part) => glueOf(part) !== null || isOnByDefault(part))]
}

function partsOf(plugin: Plugin): Plugin[] {
  const parts = (glueOf(plugin) ?? []).flatMap((id) => installedPlugin(id) ?? [])
  return [plugin, ...parts.flatMap(partsOf)]
}
