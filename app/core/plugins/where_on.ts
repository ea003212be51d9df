import type { Plugin } from '#core/plugins/api'
import { needsOf } from '#core/plugins/installed'

/**
 * SQL that says whether all that a plugin needs is on in an organization, and so the plugin.
 *
 * @param organization SQL of the organization's id
 * @param needs SQL of what `needsJson` says
 */
export function areOnSql(organization: string, needs: string): string {
  return `NOT EXISTS (
    SELECT FROM jsonb_array_elements(${needs}) need (entry)
    LEFT JOIN organization_plugins chosen
      ON chosen.organization_id = ${organization} AND chosen.plugin = need.entry ->> 0
    WHERE NOT coalesce(chosen.is_enabled, (need.entry ->> 1)::boolean))`
}

/** What a plugin needs to be on, as JSON for `areOnSql`. */
export function needsJson(plugin: Plugin): string {
  const needs = needsOf(plugin) ?? NEVER
  return JSON.stringify(needs.map(({ id, isDefault }) => [id, isDefault]))
}

/** There is no plugin without an id. */
const NEVER = [{ id: '', isDefault: false }]
