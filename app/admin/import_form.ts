import type { HttpContext } from '@adonisjs/core/http'
import type { Refused } from '#admin/form'
import { typedIn } from '#admin/form_values'
import { organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import { humanize } from '#admin/humanize'
import { BY_NAMES, mappingOf } from '#admin/import_mapping'
import { type Source, sourcesOf } from '#admin/import_sources'
import { adminOrganizationOf } from '#admin/auth/superuser_access'
import { invalid, notFound } from '#core/http/exceptions/problem'
import { readUpload } from '#core/http/upload'
import type { ImportRequest } from '#plugins/imports/models/import'
import { formatsOf } from '#plugins/imports/formats/index'
import { ENCODINGS } from '#plugins/imports/models/import/csv_encoding'
import { createImport } from '#plugins/imports/models/import/create_import'
import { keysOf } from '#plugins/imports/models/import/named_mapping'
import { importableNamed, isImportable } from '#plugins/imports/models/import/importable'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { readImportPageForm } from '#plugins/imports/validators/import'

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
    systems: systemsOf(resource),
    byNames: BY_NAMES,
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

/** The systems whose files are known, with the columns by which a page knows them. */
function systemsOf({ name }: Resource) {
  return formatsOf(name).map(({ system, knownBy }) => ({ system, knownBy }))
}

/** What a form orders, and of which system its file is; null for none that is known. */
export interface FormOrder {
  readonly order: ImportRequest
  readonly system: string | null
}

/**
 * What the form orders. Of a file that another system has written, fields are as that has them. Of any
 * other, fields without a column get the one that is called like them, so that a file of the
 * application's own words needs no mapping, unless the form says that they are not in the file.
 *
 * @throws 422 naming what does not fit
 */
export async function orderOf(ctx: HttpContext): Promise<FormOrder> {
  const { plugins, request, upload } = ctx
  const form = await readImportPageForm(request.body())
  const resource = importableNamed(form.resource, plugins)
  const file = upload ? (await readUpload(upload)).file : null
  if (!resource || !file || file.content.length === 0) throw missing(resource ? 'file' : 'resource')
  const { mapping, system } = await mappingOf(ctx, resource, form, file.content)
  const { dry_run: dryRun, match_by: matchBy, delimiter, encoding } = form
  const order = await createImport(ctx, {
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
  return { order, system }
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
