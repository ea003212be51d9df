import type { Plugin } from '#core/plugins/api'
import type { ReadOnlyField } from '#core/plugins/read_only/types'
import type { Resource } from '#core/resources/define_resource'

/** What is wrong with the fields that a plugin answers for, in sentences. */
export function readOnlyProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  const all = plugins.flatMap(({ resources = [] }) => resources)
  const declared: Readonly<Record<string, Readonly<Record<string, ReadOnlyField>> | undefined>> =
    plugin.readOnly ?? {}
  return Object.entries(declared).flatMap(([of, fields = {}]) => {
    const resource = all.find(({ name }) => name === of)
    if (!resource) return [`"${plugin.id}" answers for fields of "${of}", which is no resource`]
    return Object.entries(fields).flatMap(([name, field]) =>
      fieldProblems(plugin, resource, name, field).map(
        (problem) => `"${plugin.id}" answers for "${of}.${name}", ${problem}`
      )
    )
  })
}

function fieldProblems(
  { resources = [] }: Plugin,
  { fields }: Resource,
  name: string,
  { compute, ...said }: ReadOnlyField
): string[] {
  const field = fields[name]
  const own = resources.find((each) => each.name === compute?.of)
  return [
    ...(field?.input && field.sql === null ? [] : ['which is no column that is written']),
    ...(said.while && said.because ? [] : ['and does not say while what, or because of what']),
    ...(compute && !own ? [`computed of "${compute.of}", which is no resource of its own`] : []),
    ...(compute && own && !own.references.has(compute.by)
      ? [`computed by "${compute.by}", which is no key of a relation of "${own.name}"`]
      : []),
  ]
}
