import { CURRENCIES } from '#core/currency/currency'
import type { Plugin } from '#core/plugins/api'
import type { ExtensionField } from '#core/plugins/fields'
import { type Entry, entriesFor, isAggregate, resourceNamed } from '#core/plugins/fields/entries'
import { uniqueIndexOf } from '#core/plugins/fields/names'

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/**
 * What is wrong with fields that a plugin adds, each in a sentence that names it and the field.
 *
 * @param plugins all of them
 * @param permissions that any of them declares
 */
export function fieldProblemsOf(
  plugin: Plugin,
  plugins: readonly Plugin[],
  permissions: ReadonlySet<string>
): string[] {
  return Object.keys(plugin.fields ?? {}).flatMap((name) => {
    const entries = entriesFor({ name }, [plugin])
    const names = entries.flatMap((entry) => [...new Set([entry.name, entry.key])])
    const twice = names.filter((each, index) => names.indexOf(each) !== index)
    return [
      ...twice.map((each) => `"${plugin.id}" adds "${each}" to "${name}" twice`),
      ...entries.flatMap((entry) =>
        [
          ...(NAME.test(entry.name) ? [] : ['has a name that is not snake_case']),
          ...permissionProblems(entry.field, permissions),
          ...currencyProblems(entry.field),
          ...targetProblems(entry, plugin, plugins),
        ].map((what) => `"${plugin.id}" adds "${entry.name}" to "${name}", which ${what}`)
      ),
    ]
  })
}

function permissionProblems(
  { readPermission, writePermission }: ExtensionField,
  permissions: ReadonlySet<string>
): string[] {
  return [readPermission, writePermission].flatMap((permission) =>
    permission === null || permissions.has(permission)
      ? []
      : [`asks for "${permission}", which no module declares`]
  )
}

function currencyProblems({ currency }: ExtensionField): string[] {
  if (currency === null || currency === 'organization' || CURRENCIES.has(currency)) return []
  return [`is in "${currency}", which is no currency`]
}

/** What is referred to, or aggregated over, belongs to organizations and is there wherever the field is. */
function targetProblems(
  { field: { refersTo, computed } }: Entry,
  plugin: Plugin,
  plugins: readonly Plugin[]
): string[] {
  const name = refersTo ?? (isAggregate(computed) ? computed.of : null)
  if (name === null) return []
  const target = resourceNamed(name, plugins)
  if (!target) return [`is about "${name}", which is no resource`]
  if (target.baseScope) return [`is about "${name}", which is no organization's`]
  const owner = plugins.find(({ resources = [] }) => resources.some((own) => own.name === name))
  const isThere =
    !owner || owner.core || owner.id === plugin.id || owner.id in (plugin.requires ?? {})
  if (!isThere) return [`is about "${name}" of "${owner.id}", which it does not require`]
  if (isAggregate(computed) && !NAME.test(computed.by)) {
    return [`is found by "${computed.by}", which is no column`]
  }
  return []
}

/** Fields of different plugins for which the database would hold something under one name, in sentences. */
export function fieldNameProblems(plugins: readonly Plugin[]): string[] {
  const owners = new Map<string, string[]>()
  for (const plugin of plugins) {
    for (const name of Object.keys(plugin.fields ?? {})) {
      const resource = resourceNamed(name, plugins)
      if (!resource?.extensible) continue
      for (const entry of entriesFor({ name }, [plugin])) {
        if (!entry.field.isUnique && !entry.field.isSearched) continue
        const index = uniqueIndexOf(entry, resource.table)
        owners.set(index, [...(owners.get(index) ?? []), plugin.id])
      }
    }
  }
  return [...owners]
    .filter(([, ids]) => ids.length > 1)
    .map(([index, ids]) => {
      const names = ids.map((id) => `"${id}"`).join(' and ')
      return `the index ${index} of a field is claimed by ${names}: the field needs another name`
    })
}
