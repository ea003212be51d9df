import { v5 as uuidv5 } from 'uuid'
import { resources } from '#resources/registry'

/** One thing that can be allowed: `resource:action`. */
export interface Permission {
  readonly id: string
  readonly name: string
  readonly resource: string
  readonly action: string
  readonly description: string
}

/** Ids are the same in every installation, so that clients may keep them. */
const NAMESPACE = '2f0c7a52-6d0e-5b1e-9a37-5f2f6f1f7c10'

const BEYOND_RESOURCES: Readonly<Record<string, readonly string[]>> = {
  'roles': ['read', 'create', 'update', 'delete'],
  'permissions': ['create', 'delete'],
  'audit-logs': ['read'],
  'plugins': ['manage'],
  'reports': ['read'],
}

/** Every permission there is, by name. A name that is not here cannot be granted. */
export const catalogue: ReadonlyMap<string, Permission> = new Map(
  [
    ...resources.flatMap((resource) =>
      resource.permissions.map((action) => permission(resource.noun, action))
    ),
    ...Object.entries(BEYOND_RESOURCES).flatMap(([resource, actions]) =>
      actions.map((action) => permission(resource, action))
    ),
  ].map((entry) => [entry.name, entry])
)

function permission(resource: string, action: string): Permission {
  const name = `${resource}:${action}`
  const verb = `${action.charAt(0).toUpperCase()}${action.slice(1)}`.replaceAll('-', ' ')
  return {
    id: uuidv5(name, NAMESPACE),
    name,
    resource,
    action,
    description: `${verb} ${resource.replaceAll('-', ' ')}`,
  }
}
