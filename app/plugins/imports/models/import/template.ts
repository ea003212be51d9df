import { stringify } from 'csv-stringify/sync'
import type { Identity } from '#core/access/identity'
import { notFound } from '#core/http/exceptions/problem'
import { importableNamed } from '#plugins/imports/models/import/importable'
import type { PluginSet } from '#core/plugins/plugin_set'
import { templateColumns } from '#plugins/imports/models/import/named_mapping'

/**
 * An empty file that needs no mapping: its first line names what the caller may
 * write of a resource.
 *
 * @throws 404 when no file can become such records
 */
export async function templateOf(
  { identity, plugins }: { readonly identity: Identity; readonly plugins: PluginSet },
  named: string
) {
  const resource = importableNamed(named, plugins)
  if (!resource) throw notFound('template')
  const columns = await templateColumns(resource, identity, plugins)
  const content = stringify([columns], { record_delimiter: 'windows' })
  return { name: `${resource.noun}_import.csv`, content }
}
