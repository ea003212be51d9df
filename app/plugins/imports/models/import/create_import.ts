import type { Identity } from '#core/access/identity'
import type { Principal } from '#core/access/principal'
import { type Problem, invalid } from '#core/http/exceptions/problem'
import type { ImportRequest } from '#plugins/imports/models/import'
import { ensureFits } from '#plugins/imports/models/import/check'
import { type CsvFile, readCsv } from '#plugins/imports/models/import/csv_file'
import { importableNamed } from '#plugins/imports/models/import/importable'
import { readyMapping } from '#plugins/imports/formats/index'
import type { Mapping, Rule } from '#plugins/imports/models/import/mapping'
import { writableFields } from '#plugins/imports/models/import/plan'
import { mappingByNames } from '#plugins/imports/models/import/named_mapping'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'
import ImportPolicy from '#plugins/imports/policies/import_policy'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Upload } from '#core/http/upload'
import { createImportValidator } from '#plugins/imports/validators/import'

const MAX_NAME_LENGTH = 255

/** Who orders an import, and the plugins of the organization. */
interface Caller extends Principal {
  readonly plugins: PluginSet
}
type Asked = Pick<ImportRequest, 'resource' | 'mapping' | 'matchBy' | 'file'>

/**
 * What somebody orders with a file, once all of it is known to make sense.
 *
 * @throws 422 naming what does not, 403 when the caller may not do it
 */
export async function createImport(
  caller: Caller,
  { fields, file }: Upload
): Promise<ImportRequest> {
  const { delimiter, encoding, excluded, ...form } = await createImportValidator.validate(fields)
  const resource = await resourceFor(caller, form)
  const { name, content } = fileIn({ file })
  const csv = await readCsv(content, { delimiter, encoding })
  const mapping = form.mapping ?? (await mappingOf(caller, resource, csv, form.matchBy))
  await ensureImportRequest(caller, { ...form, mapping, file: csv }, excluded)
  return { ...form, mapping, fileName: nameOf(name), fileSize: content.length, file: csv }
}

/** The file of a form. @throws 422 when it has none */
export function fileIn<T>({ file }: { readonly file: T | null }): T {
  if (!file) throw refused('file', 'required', 'The file field must be defined')
  return file
}

/**
 * Makes sure that an order makes sense to its caller, and is theirs to give, at
 * this moment: reading a file takes time, in which they may lose the right.
 *
 * @param excluded fields that are said not to be in the file
 * @throws 422 naming what does not make sense, 403 when they may not do it
 */
export async function ensureImportRequest(
  caller: Caller,
  order: Asked,
  excluded: readonly string[] = []
): Promise<void> {
  const resource = await resourceFor(caller, order)
  const { identity, plugins } = caller
  const { mapping, matchBy, file } = order
  await ensureFits(resource, identity, plugins, {
    mapping,
    excluded,
    matchBy,
    columns: file.columns,
  })
}

async function mappingOf(
  { identity, plugins }: Caller,
  resource: Resource,
  { columns }: Pick<CsvFile, 'columns'>,
  matchBy: string | null
): Promise<Mapping> {
  const ready = readyMapping(resource.name, columns)
  if (ready) return permittedPart(ready.mapping, resource, identity, plugins)
  const mapping = await mappingByNames(resource, {
    caller: identity,
    here: plugins,
    columns,
    matchBy,
  })
  if (Object.keys(mapping).length > 0) return mapping
  throw refused('mapping', 'required', 'No column is called like a field: say which is which')
}

/** The part of a ready mapping without what the caller may not write, look for or make: they did not ask for it. */
export async function permittedPart(
  mapping: Mapping,
  resource: Resource,
  caller: Identity,
  here: PluginSet
): Promise<Mapping> {
  const writable = await writableFields(resource, caller)
  const entries = Object.entries(mapping).flatMap(([field, rule]): [string, Rule][] => {
    const target = rule.lookup === undefined ? null : relatedTo(resource, field, here)
    const isFound = target === null || caller.grants.allows(target.permission('read'))
    if (!writable.has(field) || !isFound) return []
    const mayMake = target !== null && caller.grants.allows(target.permission('create'))
    return [[field, mayMake ? rule : { ...rule, create: undefined }]]
  })
  return Object.fromEntries(entries)
}

async function resourceFor({ bouncer, plugins }: Caller, order: Omit<Asked, 'file' | 'mapping'>) {
  const resource = importableNamed(order.resource, plugins)
  if (!resource) throw refused('resource', 'exists', 'No file can become such records')
  const changesExisting = order.matchBy !== null
  await bouncer.with(ImportPolicy).authorize('makeRecords', resource, changesExisting)
  return resource
}

/** What a person called it: clients may send a path, or nothing. */
function nameOf(name: string): string {
  const [last = ''] = name.replaceAll('\0', '').toWellFormed().split(/[/\\]/).slice(-1)
  return last.trim().slice(0, MAX_NAME_LENGTH) || 'import.csv'
}

function refused(field: string, rule: string, message: string): Problem {
  return invalid([{ field, rule, message }])
}
