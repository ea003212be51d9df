import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource, RowFilter } from '#core/resources/define_resource'
import { recordsNamed } from '#core/resources/query/records_named'
import { resources } from '#core/resources/registry'

/** The resources, besides those that are assigned to employees, of whose records users are notified. */
const FURTHER: ReadonlySet<string> = new Set(['imports'])

/** A resource whose records are assigned to employees, and the column that says to whom. */
export interface Assigned {
  readonly resource: Resource
  readonly column: string
}

/** Those of modules and of plugins alike. */
export function assignedResources(): readonly Assigned[] {
  return [...resources.values()].flatMap((resource) => {
    const column = resource.own?.assignee
    return column === undefined || !isReadable(resource) ? [] : [{ resource, column }]
  })
}

/** What names a record, by `resource` and `record_id`, that the caller may read. */
export function readableSubjects(here: PluginSet): RowFilter {
  return (caller, bind) =>
    recordsNamed(here, subjects(), { type: 'resource', id: 'record_id' })(caller, bind)
}

function subjects(): readonly Resource[] {
  const assigned = assignedResources().map(({ resource }) => resource)
  const further = [...resources.values()].filter(({ name }) => FURTHER.has(name))
  return [...assigned, ...further]
}

function isReadable({ permissions, baseScope }: Resource): boolean {
  return permissions.includes('read') && baseScope === undefined
}
