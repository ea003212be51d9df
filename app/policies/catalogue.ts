import { v5 as uuidv5 } from 'uuid'

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

const declared = new Map<string, Permission>()

/**
 * Every permission there is, by name. A name that is not here cannot be
 * granted. Filled once, at start-up, by the modules in config/plugins.ts.
 */
export const catalogue: ReadonlyMap<string, Permission> = declared

/** Makes permissions known: what can be done with a resource, or with anything else. */
export function declarePermissions(resource: string, actions: readonly string[]): void {
  for (const action of actions) {
    const name = `${resource}:${action}`
    const verb = `${action.charAt(0).toUpperCase()}${action.slice(1)}`.replaceAll('-', ' ')
    declared.set(name, {
      id: uuidv5(name, NAMESPACE),
      name,
      resource,
      action,
      description: `${verb} ${resource.replaceAll('-', ' ')}`,
    })
  }
}
