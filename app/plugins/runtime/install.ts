import type { Plugin } from '#plugins/kit'
import { installedCode, setInstalled } from '#plugins/runtime/installed'
import { inOrder } from '#plugins/runtime/order'
import { codeProblemsOf, problemsOf } from '#plugins/runtime/problems'
import { declarePermissions } from '#policies/catalogue'
import { giveSystemRole, systemRoles } from '#policies/system_roles'
import { declareResource } from '#resources/registry'
import { Refusal } from '#support/refusal'

/**
 * Makes known what the plugins add: resources, permissions, and who has them
 * from the start.
 *
 * @throws with everything that is wrong with them, one sentence a line
 */
export function declarePlugins(list: readonly Plugin[]): void {
  refuse(problemsOf(list))
  const plugins = ordered(list)
  for (const plugin of plugins) {
    for (const resource of plugin.resources ?? []) {
      declareResource(resource)
      declarePermissions(resource.noun, resource.permissions, resource.own !== undefined)
    }
    for (const [resource, actions] of Object.entries(plugin.permissions ?? {})) {
      declarePermissions(resource, actions)
    }
    for (const { key } of systemRoles) giveSystemRole(key, plugin.roles?.[key] ?? [])
  }
  setInstalled(plugins)
}

/** Loads the code of the plugins. @throws when a hook or a listener is for nothing */
export async function loadPlugins(): Promise<void> {
  refuse(codeProblemsOf(await installedCode()))
}

function ordered(list: readonly Plugin[]): readonly Plugin[] {
  try {
    return inOrder(list)
  } catch (error) {
    return refuse([error instanceof Error ? error.message : String(error)])
  }
}

function refuse(problems: readonly string[]): readonly never[] {
  if (problems.length === 0) return []
  throw new Refusal('Plugins cannot start:', problems)
}
