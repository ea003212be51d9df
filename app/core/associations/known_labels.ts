import pg from 'pg'
import { type BuiltInLabel, builtInLabels } from '#core/associations/participants'
import { installedGeneration, isAlwaysOn } from '#core/plugins/installed'
import { areOnSql, needsJson } from '#core/plugins/where_on'

let known: { readonly generation: number; readonly sql: string } | undefined

/**
 * The labels that there are in the active organization, as rows: those of plugins that are on, which
 * live in code, and its own. Stands where a table stands.
 */
export function knownLabels(): string {
  const generation = installedGeneration()
  if (known?.generation !== generation) known = { generation, sql: labelsSql() }
  return known.sql
}

function labelsSql(): string {
  const own = `SELECT organization_id, id, from_type, to_type, key, title, inverse_title,
    limit_from, limit_to, false AS is_built_in, version, created_at, updated_at
    FROM association_labels`
  const rows = builtInLabels().map(rowOf)
  if (rows.length === 0) return `(${own})`
  return `(${own} UNION ALL
    SELECT app_organization(), entry.id, entry.from_type, entry.to_type, entry.key, entry.title,
      entry.inverse_title, entry.limit_from, entry.limit_to, true, 1, NULL, NULL
    FROM (VALUES ${rows.join(', ')}) entry
      (id, from_type, to_type, key, title, inverse_title, limit_from, limit_to, needs)
    WHERE entry.needs IS NULL OR ${areOnSql('app_organization()', 'entry.needs')})`
}

function rowOf(label: BuiltInLabel): string {
  const { id, from, to, key, title, inverseTitle, limitFrom, limitTo, plugin } = label
  const text = (value: string | null) =>
    value === null ? 'NULL::text' : `${pg.escapeLiteral(value)}::text`
  const needs = isAlwaysOn(plugin) ? 'NULL' : pg.escapeLiteral(needsJson(plugin))
  const values = [
    `'${id}'::uuid`,
    ...[from, to, key, title, inverseTitle].map(text),
    ...[limitFrom, limitTo].map((limit) => `${limit ?? 'NULL'}::integer`),
    `${needs}::jsonb`,
  ]
  return `(${values.join(', ')})`
}
