import { v5 as uuidv5 } from 'uuid'

/** One thing that can be allowed: `resource:action`. */
export interface Permission {
  readonly id: string
  readonly name: string
  readonly resource: string
  readonly action: string
  readonly description: string
  /** Whether there is such a thing as a user's own, which a grant can be narrowed to. */
  readonly isNarrowable: boolean
}

/** Ids are the same in every installation, so that clients may keep them. */
const NAMESPACE = '2f0c7a52-6d0e-5b1e-9a37-5f2f6f1f7c10'

const declared = new Map<string, Permission>()

/**
 * Every permission there is, by name. A name that is not here cannot be
 * granted. Filled once, at start-up, by the modules in config/plugins.ts.
 */
export const catalogue: ReadonlyMap<string, Permission> = declared

/**
 * Whether a grant of the permission can be narrowed to a user's own records.
 * What an organization added for its clients is theirs to make sense of.
 */
export function isNarrowable(permission: string): boolean {
  return declared.get(permission)?.isNarrowable ?? true
}

/** Takes back what a module declared that cannot run after all. */
export function withdrawPermissions(resource: string, actions: readonly string[]): void {
  for (const action of actions) declared.delete(`${resource}:${action}`)
}

/**
 * Makes permissions known: what can be done with a resource, or with anything else.
 *
 * @param narrowable whether records of the resource can be a user's own
 */
export function declarePermissions(
  resource: string,
  actions: readonly string[],
  narrowable = false
): void {
  for (const action of actions) {
    const name = `${resource}:${action}`
    const verb = `${action.charAt(0).toUpperCase()}${action.slice(1)}`.replaceAll('-', ' ')
    declared.set(name, {
      id: uuidv5(name, NAMESPACE),
      name,
      resource,
      action,
      description: `${verb} ${resource.replaceAll('-', ' ')}`,
      isNarrowable: narrowable,
    })
  }
}
