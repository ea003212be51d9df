import type { HttpContext } from '@adonisjs/core/http'
import type { JSONSchema7 } from 'json-schema'
import type { Refused } from '#admin/form'
import { typedIn } from '#admin/form_values'
import { organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import { fieldLabel, humanize } from '#admin/humanize'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { invalid, notFound } from '#core/http/exceptions/problem'
import { readUpload } from '#core/http/upload'
import type { ImportRequest } from '#plugins/imports/models/import'
import { columnName } from '#plugins/imports/models/import/csv_columns'
import { ENCODINGS } from '#plugins/imports/models/import/csv_encoding'
import { columnsIn } from '#plugins/imports/models/import/csv_file'
import { createImport } from '#plugins/imports/models/import/create_import'
import type { Mapping } from '#plugins/imports/models/import/mapping'
import {
  columnsByName,
  keysOf,
  mappingByNames,
  plainName,
} from '#plugins/imports/models/import/named_mapping'
import { writableFields } from '#plugins/imports/models/import/plan'
import { writesOf } from '#core/resources/records/record'
import { importableNamed, isImportable } from '#plugins/imports/models/import/importable'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { type ImportPageForm, readImportPageForm } from '#plugins/imports/validators/import'
import { relatedTo } from '#core/resources/related'

const PHONES: ReadonlySet<string> = new Set(['phone', 'mobile'])

/** A field of the form: from which column of the file it comes. */
interface Source {
  readonly name: string
  readonly label: string
  readonly isRequired: boolean
  /** By what a cell can name the record that the field refers to. */
  readonly keys: readonly string[]
  /** What is written in more than one way. */
  readonly holds: 'date' | 'number' | 'phone' | null
}

/** The form for a file; without a resource it asks for one first. */
export async function importForm(ctx: HttpContext) {
  const { plugins, request } = ctx
  const path = organizationPath(adminOrganizationOf(ctx).slug, 'imports')
  const { resource: asked } = request.qs()
  const choices = [...resources.values()]
    .filter((resource) => isImportable(resource) && importableNamed(resource.name, plugins))
    .map(({ name, noun }) => ({ href: `${path}/new?resource=${name}`, label: humanize(noun) }))
  if (asked === undefined) return { path, choices, resource: null }

  const resource = importableNamed(String(asked), plugins)
  if (!resource) throw notFound('page')
  const refused = refusedOf(ctx)
  return {
    path,
    choices,
    resource: { name: resource.name, label: humanize(resource.noun) },
    sources: withTyped(await sourcesOf(ctx, resource), refused?.typed ?? {}),
    matches: matchesOf(ctx, resource),
    formats: DATE_FORMATS,
    encodings: ENCODINGS,
    typed: refused?.typed ?? {},
    wrong: wrongIn(refused),
  }
}

const DATE_FORMATS = [
  'YYYY-MM-DD',
  'D.M.YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'D.M.YY',
  'D/M/YY',
  'M/D/YY',
  'D MMM YYYY',
  'D MMM, YYYY',
  'MMM D, YYYY',
  'YYYY-MM-DD HH:mm:ss',
  'D.M.YYYY HH:mm',
  'D/M/YYYY HH:mm',
  'M/D/YYYY h:mm A',
]

/**
 * What the form orders. Fields without a column get the one that is called like
 * them, so that a file of the application's own words needs no mapping, unless the form
 * says that they are not in the file.
 *
 * @throws 422 naming what does not fit
 */
export async function orderOf(ctx: HttpContext): Promise<ImportRequest> {
  const { plugins, request, upload } = ctx
  const form = await readImportPageForm(request.body())
  const resource = importableNamed(form.resource, plugins)
  const file = upload ? (await readUpload(upload)).file : null
  if (!resource || !file || file.content.length === 0) throw missing(resource ? 'file' : 'resource')
  const mapping = await mappingOf(ctx, resource, form, file.content)
  const { dry_run: dryRun, match_by: matchBy, delimiter, encoding } = form
  return createImport(ctx, {
    file,
    fields: {
      resource: resource.name,
      mapping: JSON.stringify(mapping),
      ...(matchBy && { match_by: matchBy }),
      ...(dryRun && { dry_run: dryRun }),
      ...(delimiter && { delimiter }),
      ...(encoding && { encoding }),
    },
  })
}

async function mappingOf(
  ctx: HttpContext,
  resource: Resource,
  {
    columns: said = {},
    excluded,
    match_by: matchBy,
    lookups = {},
    date_format: dates,
    decimal_mark: mark,
    currency,
    phone_country: country,
    on_error: unfit,
    delimiter,
    encoding,
  }: ImportPageForm,
  content: Buffer
): Promise<Mapping> {
  const columns = columnsIn(content, {
    encoding,
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
  })
  const taken = new Set(Object.values(said).map(columnName))
  const free = columns.filter((column) => !taken.has(column))
  const called = columnsByName(free)
  const { identity: caller, plugins: here } = ctx
  const byNames = await mappingByNames(resource, { caller, here, columns: free, matchBy })
  const mapping: Record<string, Mapping[string]> = {}
  for (const { name, label, keys, holds } of await sourcesOf(ctx, resource)) {
    if (excluded.has(name)) continue
    const column =
      said[name] ||
      namesOf(name, label)
        .map((known) => called.get(known))
        .find(Boolean)
    const named = byNames[name]
    if (column === undefined && named === undefined) continue
    const lookup = keys.length > 0 ? (lookups[name] ?? keys[0]) : undefined
    mapping[name] = {
      ...(column === undefined ? named : { column }),
      ...(column !== undefined && lookup !== undefined && lookup !== 'id' && { lookup }),
      ...(holds === 'date' && dates && { date_format: dates }),
      ...(holds === 'number' && mark && { decimal_mark: mark }),
      ...(holds === 'number' && currency && { currency }),
      ...(holds === 'phone' && country && { phone_country: country }),
      ...(unfit && { on_error: unfit }),
    }
  }
  const key = matchBy ? byNames[matchBy] : undefined
  if (matchBy && key && !excluded.has(matchBy)) mapping[matchBy] ??= key
  if (Object.keys(mapping).length > 0) return mapping
  const message = `No column is called like a field: the file has ${columns.filter((column) => column !== '').join(', ')}. Say which is which.`
  throw invalid([{ field: 'file', rule: 'columns', message }])
}

/** What the column of a field may be called; that of a plugin's field also without the plugin. */
function namesOf(name: string, label: string): string[] {
  return [name, label, name.split('.').at(-1) ?? name].map(plainName)
}

async function sourcesOf(ctx: HttpContext, resource: Resource): Promise<Source[]> {
  const { identity, plugins } = ctx
  const required = new Set((await schemaOf(resource)).required)
  const writable = await writableFields(resource, identity)
  return [...writable].map(([name, schema]) => {
    const related = relatedTo(resource, name, plugins)
    return {
      name,
      label: fieldLabel(related ? name.replace(/_id$/, '') : name),
      isRequired: required.has(name),
      keys: related ? [...keysOf(related, identity), 'id'] : [],
      holds: heldBy(name, schema),
    }
  })
}

function heldBy(name: string, { type, format }: JSONSchema7): Source['holds'] {
  if (format === 'date' || format === 'date-time') return 'date'
  if (PHONES.has(name)) return 'phone'
  const types = [type].flat()
  return types.includes('integer') || types.includes('number') ? 'number' : null
}

async function schemaOf(resource: Resource): Promise<JSONSchema7> {
  return (await writesOf(resource)).create.describe?.() ?? {}
}

/** By what the lines of a file can be told to be records that are there. */
function matchesOf({ identity }: HttpContext, resource: Resource): readonly string[] {
  return resource.permissions.includes('update') ? keysOf(resource, identity) : []
}

/** The fields with what was said of them, when the form was refused. */
function withTyped(sources: readonly Source[], typed: Refused['typed']) {
  const said = (name: string) => {
    const text = typedIn(typed, name)
    return typeof text === 'string' ? text : ''
  }
  return sources.map((source) => ({
    ...source,
    column: said(`columns.${source.name}`),
    isExcluded: said(`excluded.${source.name}`) === 'true',
    lookup: said(`lookups.${source.name}`),
  }))
}

/** Why the form was refused, by the names of its fields. */
function wrongIn(refused: Refused | null): Readonly<Record<string, string>> {
  const part =
    /^mapping\.([\w.]+?)(?:\.(?:lookup|where|column|date_format|currency|phone_country))?$/
  return Object.fromEntries(
    (refused?.errors ?? []).map(({ field, message }) => [part.exec(field)?.[1] ?? field, message])
  )
}

function missing(field: string) {
  return invalid([{ field, rule: 'required', message: `Choose a ${field}.` }])
}
