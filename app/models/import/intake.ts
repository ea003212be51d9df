import type { HttpContext } from '@adonisjs/core/http'
import { type Problem, invalid } from '#exceptions/problem'
import type { Order } from '#models/import'
import { demandFit } from '#models/import/check'
import { readCsv } from '#models/import/csv_file'
import { demandImport, importableNamed } from '#policies/importing'
import type { Upload } from '#support/upload'
import { readImportForm } from '#validators/import'

const LONGEST_NAME = 255

/**
 * What somebody orders with a file, once all of it is known to make sense.
 *
 * @throws 422 naming what does not, 403 when he may not do it
 */
export async function takeIn(
  { identity, plugins }: HttpContext,
  { fields, file }: Upload
): Promise<Order> {
  const { delimiter, excluded, ...form } = await readImportForm(fields)
  const resource = importableNamed(form.resource, plugins)
  if (!resource) throw refused('resource', 'exists', 'No file can become such records')
  demandImport(identity, resource, form.matchBy !== null)
  if (!file) throw refused('file', 'required', 'The file field must be defined')
  const csv = await readCsv(file.content, delimiter)
  await demandFit(resource, identity, plugins, { ...form, excluded, columns: csv.columns })
  return { ...form, fileName: nameOf(file.name), fileSize: file.content.length, file: csv }
}

/** What a person called it: clients may send a path, or nothing. */
function nameOf(name: string): string {
  const [last = ''] = name.replaceAll('\0', '').toWellFormed().split(/[/\\]/).slice(-1)
  return last.trim().slice(0, LONGEST_NAME) || 'import.csv'
}

function refused(field: string, rule: string, message: string): Problem {
  return invalid([{ field, rule, message }])
}
