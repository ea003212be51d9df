import type { Plugin } from '#core/plugins/api'
import type { Aggregate, ExtensionField } from '#core/plugins/fields'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** A field that a plugin adds to a resource. */
export interface Entry {
  /** The plugin's id. */
  readonly plugin: string
  readonly name: string
  readonly field: ExtensionField
  /** Under which key it is kept and written: of a reference, that of the id. */
  readonly key: string
  /** The resource that it refers to, or is an aggregate over; null where it does neither. */
  readonly target: Resource | null
}

type Fields = Readonly<Record<string, Readonly<Record<string, ExtensionField>> | undefined>>

/** The fields that plugins add to a resource, in the order in which they are declared. */
export function entriesFor({ name }: Pick<Resource, 'name'>, plugins: readonly Plugin[]): Entry[] {
  return plugins.flatMap((plugin) => {
    const added: Fields = plugin.fields ?? {}
    return Object.entries(added[name] ?? {}).map(([each, field]) => ({
      plugin: plugin.id,
      name: each,
      field,
      key: field.refersTo === null ? each : `${each}_id`,
      target: targetOf(field, plugins),
    }))
  })
}

/** `extensions.taxes.number` */
export function pathOf({ plugin, key }: Entry): string {
  return `extensions.${plugin}.${key}`
}

/** Where PostgreSQL finds its value within the column: `{taxes,number}`. */
export function jsonPathOf({ plugin, key }: Entry): string {
  return `{${plugin},${key}}`
}

/** The permission without which it does not exist for a caller; null where all may read it. */
export function readPermissionOf({ field, target }: Entry): string | null {
  if (field.readPermission !== null) return field.readPermission
  return isAggregate(field.computed) ? (target?.permission('read') ?? null) : null
}

export function isAggregate(computed: ExtensionField['computed']): computed is Aggregate {
  return computed !== null && 'of' in computed
}

/** A resource by its name: one that a plugin brings, or any that is declared. */
export function resourceNamed(name: string, plugins: readonly Plugin[]): Resource | null {
  const brought = plugins.flatMap(({ resources: own = [] }) => own)
  return brought.find((resource) => resource.name === name) ?? resources.get(name) ?? null
}

function targetOf({ refersTo, computed }: ExtensionField, plugins: readonly Plugin[]) {
  const name = refersTo ?? (isAggregate(computed) ? computed.of : null)
  return name === null ? null : resourceNamed(name, plugins)
}
