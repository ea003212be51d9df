import type { JSONSchema7 } from 'json-schema'
import type { Identity } from '#core/access/identity'
import { type FieldError, Problem, invalid, permissionDenied } from '#core/http/exceptions/problem'
import { type Mapping, type Rule, columnsOf } from '#plugins/imports/models/import/mapping'
import { isImportable } from '#plugins/imports/models/import/importable'
import { writableFields } from '#plugins/imports/models/import/plan'
import type { PluginSet } from '#core/plugins/plugin_set'
import { isKey } from '#core/resources/query/key_lookup'
import { readFilterRequest } from '#core/resources/query/list_request'
import { visibleFields } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'

interface Asked {
  readonly mapping: Mapping
  /** Fields that are said not to be in the file. */
  readonly excluded: readonly string[]
  readonly matchBy: string | null
  readonly columns: readonly string[]
}

/**
 * Makes sure that a mapping fits a resource and a file, before any line is
 * read by it.
 *
 * @throws 422 naming every field and column that does not exist for the caller,
 * 403 when they may not read what it refers to
 */
export async function ensureFits(
  resource: Resource,
  caller: Identity,
  here: PluginSet,
  { mapping, excluded, matchBy, columns }: Asked
): Promise<void> {
  const writable = await writableFields(resource, caller)
  const visible = visibleFields(resource, caller)
  const wrong: FieldError[] = matchBy === null ? [] : keyErrors(resource, visible, matchBy, mapping)
  for (const field of excluded) {
    if (!writable.has(field) && field !== matchBy) wrong.push(unknownField(field))
  }
  for (const [field, rule] of Object.entries(mapping)) {
    if (!writable.has(field) && field !== matchBy) wrong.push(unknownField(field))
    for (const column of columnsOf(rule)) {
      if (column === '' || !columns.includes(column)) wrong.push(unknownColumn(field, column))
      else if (columns.indexOf(column) !== columns.lastIndexOf(column)) wrong.push(twice(column))
    }
    if (rule.entries !== undefined && !isList(writable.get(field))) {
      wrong.push({
        field: `mapping.${field}.entries`,
        rule: 'list',
        message: 'It belongs to a list',
      })
    }
    if (rule.lookup !== undefined)
      wrong.push(...lookupErrors(relatedTo(resource, field, here), caller, field, rule))
    else if (rule.where !== undefined) wrong.push(misplaced(field, 'where'))
    else if (rule.create !== undefined) wrong.push(misplaced(field, 'create'))
  }
  if (wrong.length > 0) throw invalid(wrong)
}

function keyErrors(
  resource: Resource,
  visible: ReadonlySet<string>,
  matchBy: string,
  mapping: Mapping
): FieldError[] {
  if (!isKey(resource, matchBy, visible)) {
    return [{ field: 'match_by', rule: 'key', message: `Nothing is found by "${matchBy}"` }]
  }
  if (!resource.permissions.includes('update')) {
    return [
      { field: 'match_by', rule: 'update', message: 'The existing record may not be changed' },
    ]
  }
  if (mapping[matchBy]?.lookup === undefined && mapping[matchBy] !== undefined) return []
  return [{ field: 'match_by', rule: 'mapped', message: `The mapping does not say "${matchBy}"` }]
}

function lookupErrors(
  target: Resource | null,
  caller: Identity,
  field: string,
  { lookup = '', where = {}, create }: Rule
): FieldError[] {
  const place = `mapping.${field}.lookup`
  if (!target) return [{ field: place, rule: 'relation', message: `"${field}" refers to nothing` }]
  const read = target.permission('read')
  if (!caller.grants.allows(read)) throw permissionDenied(read)
  if (create !== undefined) {
    const make = target.permission('create')
    if (!target.permissions.includes('create') || !isImportable(target)) {
      return [{ field: `mapping.${field}.create`, rule: 'create', message: 'None can be made' }]
    }
    if (!caller.grants.allows(make)) throw permissionDenied(make)
  }
  const visible = visibleFields(target, caller)
  if (!isKey(target, lookup, visible)) {
    return [{ field: place, rule: 'key', message: `Nothing is found by "${lookup}"` }]
  }
  try {
    readFilterRequest(where, target, visible)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [{ field: `mapping.${field}.where`, rule: String(error.code), message: error.message }]
  }
}

function isList({ type, items }: JSONSchema7 = {}): boolean {
  return [type].flat().includes('array') || items !== undefined
}

function unknownField(field: string): FieldError {
  return {
    field: `mapping.${field}`,
    rule: 'unknown',
    message: `The ${field} field cannot be written`,
  }
}

function unknownColumn(field: string, column: string): FieldError {
  return { field: `mapping.${field}`, rule: 'column', message: `There is no column "${column}"` }
}

function twice(column: string): FieldError {
  return { field: 'file', rule: 'columns', message: `Two columns are named "${column}"` }
}

function misplaced(field: string, part: 'where' | 'create'): FieldError {
  return { field: `mapping.${field}.${part}`, rule: 'lookup', message: 'It belongs to a lookup' }
}
