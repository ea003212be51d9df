import type { HttpContext } from '@adonisjs/core/http'
import { type Source, sourcesOf } from '#admin/import_sources'
import { invalid } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { formatsOf, readyMapping } from '#plugins/imports/formats/index'
import { permittedPart } from '#plugins/imports/models/import/create_import'
import { columnName } from '#plugins/imports/models/import/csv_columns'
import { columnsIn } from '#plugins/imports/models/import/csv_file'
import type { Mapping, Rule } from '#plugins/imports/models/import/mapping'
import {
  columnsByName,
  mappingByNames,
  plainName,
} from '#plugins/imports/models/import/named_mapping'
import type { ImportPageForm } from '#plugins/imports/validators/import'

/** What a form says of a file, and by which ready mapping it was read. */
interface FormMapping {
  readonly mapping: Mapping
  /** The system whose files have it; null where columns are called like fields. */
  readonly system: string | null
}

/** What the form is given to say that the mapping of no other system is meant. */
export const BY_NAMES = 'names'

/**
 * What the form says of the fields. Those of which it says nothing are as the system has them whose file
 * it is; of a file of none, they get the column that is called like them.
 *
 * @throws 422 when nothing is left, or the file is not of the system that is named
 */
export async function mappingOf(
  ctx: HttpContext,
  resource: Resource,
  form: ImportPageForm,
  content: Buffer
): Promise<FormMapping> {
  const { delimiter, encoding, format: asked } = form
  const columns = columnsIn(content, {
    encoding,
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
  })
  const ready = asked === BY_NAMES ? null : readyMapping(resource.name, columns, asked || undefined)
  if (asked && asked !== BY_NAMES && !ready) throw notOf(resource, asked)
  const { identity, plugins } = ctx
  const given = ready && (await permittedPart(ready.mapping, resource, identity, plugins))
  const mapping = given
    ? await overSystem(ctx, resource, form, given)
    : await byNames(ctx, resource, form, columns)
  if (Object.keys(mapping).length > 0) return { mapping, system: ready?.system ?? null }
  const message = `No column is called like a field: the file has ${columns.filter((column) => column !== '').join(', ')}. Say which is which.`
  throw invalid([{ field: 'file', rule: 'columns', message }])
}

/** The mapping of another system, but for what the form says otherwise. */
async function overSystem(
  ctx: HttpContext,
  resource: Resource,
  form: ImportPageForm,
  ready: Mapping
): Promise<Mapping> {
  const { columns: said = {}, excluded } = form
  const mapping: Record<string, Rule> = {}
  for (const source of await sourcesOf(ctx, resource)) {
    const { name } = source
    if (excluded.has(name)) continue
    const column = said[name]
    const rule = column ? written(source, form, { column, ...lookupOf(source, form) }) : ready[name]
    if (rule !== undefined) mapping[name] = rule
  }
  return mapping
}

async function byNames(
  ctx: HttpContext,
  resource: Resource,
  form: ImportPageForm,
  columns: readonly string[]
): Promise<Mapping> {
  const { columns: said = {}, excluded, match_by: matchBy } = form
  const taken = new Set(Object.values(said).map(columnName))
  const free = columns.filter((column) => !taken.has(column))
  const called = columnsByName(free)
  const { identity: caller, plugins: here } = ctx
  const named = await mappingByNames(resource, { caller, here, columns: free, matchBy })
  const mapping: Record<string, Rule> = {}
  for (const source of await sourcesOf(ctx, resource)) {
    const { name, label } = source
    if (excluded.has(name)) continue
    const column =
      said[name] ||
      namesOf(name, label)
        .map((known) => called.get(known))
        .find(Boolean)
    const rule = column === undefined ? named[name] : { column, ...lookupOf(source, form) }
    if (rule !== undefined) mapping[name] = written(source, form, rule)
  }
  const key = matchBy ? named[matchBy] : undefined
  if (matchBy && key && !excluded.has(matchBy)) mapping[matchBy] ??= key
  return mapping
}

/** By what the cells of a column name records, where they do. */
function lookupOf({ name, keys }: Source, { lookups = {} }: ImportPageForm): Rule {
  const lookup = keys.length > 0 ? (lookups[name] ?? keys[0]) : undefined
  return lookup === undefined || lookup === 'id' ? {} : { lookup }
}

/** A rule with what the form says of how its cells are written. */
function written(
  { holds }: Source,
  {
    date_format: dates,
    decimal_mark: mark,
    currency,
    phone_country: country,
    on_error: unfit,
  }: ImportPageForm,
  rule: Rule
): Rule {
  return {
    ...rule,
    ...(holds === 'date' && dates && { date_format: dates }),
    ...(holds === 'number' && mark && { decimal_mark: mark }),
    ...(holds === 'number' && currency && { currency }),
    ...(holds === 'phone' && country && { phone_country: country }),
    ...(unfit && { on_error: unfit }),
  }
}

/** What the column of a field may be called; that of a plugin's field also without the plugin. */
function namesOf(name: string, label: string): string[] {
  return [name, label, name.split('.').at(-1) ?? name].map(plainName)
}

function notOf({ name }: Resource, system: string) {
  const format = formatsOf(name).find((known) => known.system === system)
  const message = format
    ? `The file does not have the columns of ${system}: ${format.knownBy[0]?.join(', ')}`
    : `There is no file of ${system} here`
  return invalid([{ field: 'format', rule: 'columns', message }])
}
