import type { Reader } from '#core/plugins/reader'
import { stringify } from 'csv-stringify/sync'
import { notFound } from '#core/http/exceptions/problem'
import { importableNamed } from '#plugins/imports/models/import/importable'
import { templateColumns } from '#plugins/imports/models/import/named_mapping'

/**
 * An empty file that needs no mapping: its first line names what the caller may
 * write of a resource.
 *
 * @throws 404 when no file can become such records
 */
export async function templateOf({ identity, plugins }: Reader, named: string) {
  const resource = importableNamed(named, plugins)
  if (!resource) throw notFound('template')
  const columns = await templateColumns(resource, identity, plugins)
  const content = stringify([columns], { record_delimiter: 'windows' })
  return { name: `${resource.noun}_import.csv`, content }
}
