import type { Resource } from '#resources/define_resource'
import type { SystemRoleKey } from '#policies/system_roles'

/** The version of this file. `requires: { crm }` is checked against it, not against the application. */
export const API = '1.0.0'

/** A module of the house or a plugin: what it adds, readable without running it. */
export interface Plugin {
  /** kebab-case, and the prefix of every name that it brings. */
  readonly id: string
  readonly version: string
  /** A module of the house itself, whose code lives in the house's rooms under bare names. */
  readonly core?: boolean
  /** Other plugins by id, and `crm` for this file, with the ranges that fit. They come first. */
  readonly requires?: Readonly<Record<string, string>>
  /** Plugins that come first when they are there. */
  readonly after?: readonly string[]
  readonly resources?: readonly Resource[]
  /** Permissions beyond those that its resources imply: `{ reports: ['read'] }`. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>
  /** What the built-in roles get of it: `{ sales: ['loyalty-points:read'] }`; `*` is any action. */
  readonly roles?: Readonly<Partial<Record<SystemRoleKey, readonly string[]>>>
}

export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
