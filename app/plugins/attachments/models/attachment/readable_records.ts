import type { PluginSet } from '#core/plugins/plugin_set'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import type { RowFilter } from '#core/resources/define_resource'
import { recordsNamed } from '#core/resources/query/records_named'

/** The attachments whose records are there for the caller. */
export function readableRecords(here: PluginSet): RowFilter {
  return (caller, bind) =>
    recordsNamed(here, attachableResources(), { type: 'resource', id: 'record_id' })(caller, bind)
}
