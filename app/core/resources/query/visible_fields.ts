import type { Identity } from '#core/access/identity'
import type { Resource } from '#core/resources/define_resource'

/** The part of a shape that exists for a caller: the shape itself when all of it does. */
export function visibleFieldsOf(
  shape: readonly string[],
  visible: ReadonlySet<string>
): readonly string[] {
  return shape.every((name) => visible.has(name))
    ? shape
    : shape.filter((name) => visible.has(name))
}

interface Existing {
  readonly all: ReadonlySet<string>
  /** The fields that need a permission, and the keys that they are written under, with its name. */
  readonly guarded: readonly (readonly [string, string])[]
}

const existing = new WeakMap<Resource, Existing>()

const NONE: ReadonlySet<string> = new Set()

/**
 * The names of the fields that exist for a caller: a field they may not read is
 * unknown to them. A list has the same fields for all its records, so a field
 * granted for the caller's own ones is there when they read no others.
 */
export function visibleFields(resource: Resource, caller: Identity): ReadonlySet<string> {
  const { all } = existingFields(resource)
  const hidden = hiddenFields(resource, caller)
  return hidden.size === 0 ? all : all.difference(hidden)
}

/**
 * The names of the fields that do not exist for a caller, who may neither read
 * nor write them, and the keys that they would be written under.
 */
export function hiddenFields(resource: Resource, caller: Identity): ReadonlySet<string> {
  const { guarded } = existingFields(resource)
  if (guarded.length === 0) return NONE
  return new Set(
    guarded.filter(([, permission]) => !mayRead(resource, caller, permission)).map(([name]) => name)
  )
}

/**
 * Whether a field exists for a caller that takes this permission. One of another resource has to
 * be granted for all records: the caller's own of those are none of these.
 */
export function mayRead(resource: Resource, { grants }: Identity, permission: string): boolean {
  const isOwn = permission.startsWith(resource.permission(''))
  const reach = isOwn ? grants.reach(resource.permission('read')) : 'all'
  return grants.includes(permission, reach ?? 'all')
}

function existingFields(resource: Resource): Existing {
  const known = existing.get(resource)
  if (known) return known
  const fields = {
    all: new Set(Object.keys(resource.fields)),
    guarded: Object.entries(resource.fields).flatMap(([name, { permission, input }]) =>
      permission === null
        ? []
        : [...new Set([name, input?.key ?? name])].map((each) => [each, permission] as const)
    ),
  }
  existing.set(resource, fields)
  return fields
}
