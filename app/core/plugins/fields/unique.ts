import { entriesFor, pathOf } from '#core/plugins/fields/entries'
import { uniqueIndexOf } from '#core/plugins/fields/names'
import { installedPlugins } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/**
 * The fields whose values have to be unique together, by what PostgreSQL calls the index: fields of
 * plugins by the index that was made for them, columns of a table by the names that stand in the
 * index's own, as in `visits_code_unique` and in what PostgreSQL itself calls one. None when the
 * name does not say.
 *
 * What PostgreSQL says in its error besides is of no use: under row-level security it names no columns.
 */
export function uniqueFieldsOf(table: string, index: string): readonly string[] {
  const resource = resourceOf(table)
  if (!resource) return []
  const added = entriesFor(resource, installedPlugins()).find(
    (entry) => entry.field.isUnique && uniqueIndexOf(entry, table) === index
  )
  if (added) return [pathOf(added)]
  if (!index.startsWith(`${table}_`)) return []
  const names = index
    .slice(table.length + 1)
    .replace(/_(unique|key|idx|index)\d*$/, '')
    .replace(/^organization_id_/, '')
  const longestFirst = Object.keys(resource.fields).sort((one, other) => other.length - one.length)
  return partsOf(names, longestFirst) ?? []
}

function resourceOf(table: string): Resource | undefined {
  const brought = installedPlugins().flatMap(({ resources: own = [] }) => own)
  return [...resources.values(), ...brought].find((resource) => resource.table === table)
}

/** Names with underscores between them; null when they are not all known. */
function partsOf(names: string, known: readonly string[]): readonly string[] | null {
  if (known.includes(names)) return [names]
  for (const first of known) {
    if (!names.startsWith(`${first}_`)) continue
    const rest = partsOf(names.slice(first.length + 1), known)
    if (rest) return [first, ...rest]
  }
  return null
}
