import { isDeepStrictEqual } from 'node:util'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import { permissionDenied } from '#core/http/exceptions/problem'
import { type Entry, pathOf } from '#core/plugins/fields/entries'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { isOwn } from '#core/access/record_ownership'
import { originalColumnsOf } from '#core/resources/records/columns'
import { type Reference, ensureReadable } from '#core/resources/records/references'

/**
 * Refuses values of plugins' fields that the caller may not write, and references to what is not
 * there for them. What the record holds already is not asked about again.
 *
 * @param resource of which the record is
 * @param entries fields that ask for a permission, or refer to records
 * @param extensions what is written, by plugin and key
 * @param record as it is before; null when it is being made
 * @throws 403 naming the missing permission, 422 naming the fields that refer to nothing
 */
export async function authorizeExtensions(
  resource: Resource,
  entries: readonly Entry[],
  identity: Identity,
  extensions: unknown,
  record: LucidRow | null
): Promise<void> {
  const before = record ? originalColumnsOf(record).extensions : null
  const changed = entries.filter((entry) => {
    const value = valueIn(extensions, entry)
    return value !== undefined && !isDeepStrictEqual(value, valueIn(before, entry) ?? null)
  })
  for (const { field } of changed) {
    const { writePermission: permission } = field
    if (permission !== null && !mayWrite(resource, identity, permission, record)) {
      throw permissionDenied(permission)
    }
  }
  const here = await currentPlugins(identity)
  const references = changed.flatMap((entry): Reference[] => {
    const id = valueIn(extensions, entry)
    if (entry.field.refersTo === null || !entry.target || typeof id !== 'string') return []
    return [{ field: pathOf(entry), id, target: here.extend(entry.target) }]
  })
  /* No foreign key finds out later whether they exist. */
  if (references.length > 0) await ensureReadable(identity, references, { areKnown: false })
}

/** One that is granted for the caller's own records is one of this resource, and this record is their own. */
export function mayWrite(
  resource: Resource,
  identity: Identity,
  permission: string,
  record: LucidRow | null
): boolean {
  const reach = identity.grants.reach(permission)
  if (reach !== 'own') return reach === 'all'
  if (!permission.startsWith(resource.permission(''))) return false
  return record === null || isOwn(resource.own, identity, originalColumnsOf(record))
}

function valueIn(extensions: unknown, { plugin, key }: Entry): unknown {
  const value: unknown = Object(Object(extensions)[plugin])[key]
  return value
}
