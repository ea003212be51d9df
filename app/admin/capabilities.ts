import type { Resource, Writes } from '#resources/define_resource'

/** What somebody can do with a resource on its pages, by what it declares. */
export interface Capabilities {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly restore: boolean
  readonly bulk: boolean
  readonly export: boolean
}

/**
 * A resource whose writes describe themselves has forms. One that is written by
 * a controller of its own, such as roles, is only looked at.
 */
export async function capabilitiesOf(resource: Resource): Promise<Capabilities> {
  const { permissions, softDeletes } = resource
  const writes = await formWrites(resource)
  const has = (action: string) => permissions.includes(action)
  return {
    create: has('create') && hasFields(writes?.create),
    update: has('update') && hasFields(writes?.update),
    delete: has('delete') && writes !== null,
    restore: has('restore') && softDeletes && writes !== null,
    bulk: has('bulk') && writes !== null,
    export: has('export'),
  }
}

/** What forms write of the resource; null when it has none. */
export async function formWrites({ model, writes }: Resource): Promise<Writes | null> {
  if (!model || !writes) return null
  return writes()
}

function hasFields(check: Writes['create'] | undefined): boolean {
  return Object.keys(check?.describe?.().properties ?? {}).length > 0
}
