import { isDeepStrictEqual } from 'node:util'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import { type CustomField, pathOf, valueIn } from '#core/custom_fields/custom_field'
import { type FieldError, invalid, permissionDenied } from '#core/http/exceptions/problem'
import { mayWrite } from '#core/plugins/fields/authorization'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { originalColumnsOf } from '#core/resources/records/columns'
import { type Reference, ensureReadable } from '#core/resources/records/references'
import { resources } from '#core/resources/registry'

/**
 * Refuses values that the caller may not write, values that are not chosen anew, and references to what
 * is not there for them. What the record holds already is not asked about again.
 *
 * @param record as it is before; null when it is being made
 * @throws 403 naming the missing permission, 422 naming the fields
 */
export async function authorizeValues(
  resource: Resource,
  fields: readonly CustomField[],
  identity: Identity,
  extensions: unknown,
  record: LucidRow | null
): Promise<void> {
  const before = record ? originalColumnsOf(record).extensions : null
  const changed = fields.filter((field) => {
    const value = valueIn(extensions, field)
    /* A default is the word of those who have defined the field. */
    if (record === null && isDeepStrictEqual(value, field.defaultValue)) return false
    return value !== undefined && !isDeepStrictEqual(value, valueIn(before, field) ?? null)
  })
  for (const { writePermission: permission } of changed) {
    if (permission !== null && !mayWrite(resource, identity, permission, record)) {
      throw permissionDenied(permission)
    }
  }
  const retired = changed.flatMap((field) => retiredIn(field, extensions, before))
  if (retired.length > 0) throw invalid(retired)
  await ensureReferences(changed, identity, extensions)
}

/** Options that are inactive, as far as the record does not have them. */
function retiredIn(field: CustomField, extensions: unknown, before: unknown): FieldError[] {
  const inactive = field.options.filter(({ isActive }) => !isActive).map(({ value }) => value)
  if (inactive.length === 0) return []
  const had = [valueIn(before, field) ?? []].flat()
  const chosen = [valueIn(extensions, field) ?? []].flat().map(String)
  return chosen
    .filter((value) => inactive.includes(value) && !had.includes(value))
    .map((value) => ({
      field: pathOf(field),
      rule: 'enum',
      message: `The option "${value}" of ${pathOf(field)} is not in use any more`,
    }))
}

async function ensureReferences(
  changed: readonly CustomField[],
  identity: Identity,
  extensions: unknown
): Promise<void> {
  const naming = changed.filter(({ type }) => type === 'user' || type === 'reference')
  if (naming.length === 0) return
  const here = await currentPlugins(identity)
  const references = naming.flatMap((field): Reference[] => {
    const id = valueIn(extensions, field)
    const target = targetOf(field)
    if (typeof id !== 'string' || !target) return []
    const message = field.type === 'user' ? { message: 'Member not found.' } : {}
    return [{ field: pathOf(field), id, target: here.extend(target), ...message }]
  })
  /* No foreign key finds out later whether they exist. */
  if (references.length > 0) await ensureReadable(identity, references, { areKnown: false })
}

/** Whose records a field names; null for a field that names none. */
export function targetOf({ type, refersTo }: CustomField): Resource | null {
  if (type === 'user') {
    return [...resources.values()].find(({ namedBy }) => namedBy === 'user_id') ?? null
  }
  return refersTo === null ? null : (resources.get(refersTo) ?? null)
}
