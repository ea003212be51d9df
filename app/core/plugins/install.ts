import type { Plugin } from '#core/plugins/api'
import { examineCode } from '#core/plugins/code_check'
import { installedCode, setInstalled } from '#core/plugins/installed'
import { inOrder } from '#core/plugins/order'
import { problemsOf } from '#core/plugins/problems'
import { refusalOf } from '#core/plugins/sound'
import { declarePermissions } from '#core/access/permission_catalog'
import { giveSystemRole, systemRoles } from '#core/access/system_roles'
import { declareResource } from '#core/resources/registry'
import { StartupError } from '#core/health/startup_error'

/**
 * Makes known what the plugins add: resources, permissions, and who has them
 * from the start.
 *
 * @throws with everything that is wrong with them, one sentence a line
 */
export function declarePlugins(list: readonly Plugin[]): void {
  refuse(problemsOf(list))
  const plugins = inOrder(list)
  for (const plugin of plugins) {
    for (const resource of plugin.resources ?? []) {
      declareResource(resource)
      declarePermissions(resource.noun, resource.ownPermissions, resource.own !== undefined)
    }
    for (const [resource, actions] of Object.entries(plugin.permissions ?? {})) {
      const isNarrowable = (action: string) => plugin.narrowable?.includes(`${resource}:${action}`)
      for (const action of actions) declarePermissions(resource, [action], isNarrowable(action))
    }
    for (const { key } of systemRoles) giveSystemRole(key, plugin.roles?.[key] ?? [])
  }
  setInstalled(plugins)
}

/** Loads the code of the plugins. @throws with everything that is wrong with it, one sentence a line */
export async function loadPlugins(): Promise<void> {
  const broken = await examineCode()
  if (broken.length > 0) throw refusalOf(broken)
  await installedCode()
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new StartupError('Plugins cannot start:', problems)
}
