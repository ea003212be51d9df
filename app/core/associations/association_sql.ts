import pg from 'pg'
import { associationsSql } from '#core/associations/pair'
import { type AssociationLabel, builtInLabels, isBetween } from '#core/associations/participants'
import type { PluginSet } from '#core/plugins/plugin_set'
import { asJson } from '#core/resources/json'

/**
 * How a record, `r`, is associated with one of another resource, as JSON.
 *
 * @param self the other one's resource, and its id as SQL
 * @param other the resource of `r`
 */
export function associationSql(
  self: { readonly type: string; readonly idSql: string },
  other: string,
  plugins: PluginSet
): string {
  const titles = titlesSql(self.type, other, plugins)
  const labels = `(SELECT coalesce(json_agg(json_build_object(
        'key', given.key,
        'title', coalesce(CASE WHEN known.from_type = '${self.type}' AND NOT given.is_inverse
                               THEN known.title ELSE coalesce(known.inverse_title, known.title) END,
                          given.key),
        'is_inverse', given.is_inverse) ORDER BY given.is_inverse, given.key), '[]')
      FROM (SELECT unnest(seen.labels) AS key, false AS is_inverse
            UNION ALL
            SELECT key, true FROM unnest(seen.inverse_labels) key
            WHERE NOT key = ANY(seen.labels)) given
      LEFT JOIN ${titles} known ON known.key = given.key)`
  return `(SELECT json_build_object(
      'labels', ${labels},
      'is_primary', seen.is_primary,
      'version', seen.version,
      'created_at', ${asJson('timestamp', 'seen.created_at')},
      'updated_at', ${asJson('timestamp', 'seen.updated_at')})
    FROM ${associationsSql(self.type, other, 'r.organization_id')} seen
    WHERE seen.self_id = ${self.idSql} AND seen.other_id = r.id)`
}

/** What labels between two resources are called. Names of resources are no one's to choose. */
function titlesSql(one: string, other: string, plugins: PluginSet): string {
  const builtIn = builtInLabels().filter(
    (label) => isBetween(label, one, other) && plugins.has(label.plugin.id)
  )
  const rows = builtIn.map(rowOf)
  const own = `SELECT l.key, l.title, l.inverse_title, l.from_type FROM association_labels l
    WHERE l.organization_id = r.organization_id
      AND least(l.from_type, l.to_type) = least('${one}' COLLATE "C", '${other}')
      AND greatest(l.from_type, l.to_type) = greatest('${one}' COLLATE "C", '${other}')`
  return `(${[own, ...(rows.length > 0 ? [`VALUES ${rows.join(', ')}`] : [])].join(' UNION ALL ')})`
}

function rowOf({ key, title, inverseTitle, from }: AssociationLabel): string {
  const inverse = inverseTitle === null ? 'NULL' : pg.escapeLiteral(inverseTitle)
  return `('${key}', ${pg.escapeLiteral(title)}, ${inverse}, '${from}')`
}
