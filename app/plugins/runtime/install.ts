import type { Plugin } from '#plugins/kit'
import { inOrder } from '#plugins/runtime/order'
import { declarePermissions } from '#policies/catalogue'
import { type SystemRoleKey, giveSystemRole, systemRoles } from '#policies/system_roles'
import { declareResource } from '#resources/registry'

/** Makes known what the plugins add: resources, permissions, and who has them from the start. */
export function install(list: readonly Plugin[]): void {
  for (const plugin of inOrder(list)) {
    for (const resource of plugin.resources ?? []) {
      declareResource(resource)
      declarePermissions(resource.noun, resource.permissions)
    }
    for (const [resource, actions] of Object.entries(plugin.permissions ?? {})) {
      declarePermissions(resource, actions)
    }
    for (const { key } of systemRoles) giveRole(key, plugin)
  }
}

function giveRole(key: SystemRoleKey, { roles = {} }: Plugin): void {
  giveSystemRole(key, roles[key] ?? [])
}
