import logger from '@adonisjs/core/services/logger'
import { withdrawPermissions } from '#core/access/permission_catalog'
import { forgetGrantsOfSystemRoles } from '#core/access/system_roles'
import { type Broken, brokenPlugins, markBroken } from '#core/plugins/broken'
import { examineCode } from '#core/plugins/code_check'
import { installedCode, installedPlugins, setInstalled } from '#core/plugins/installed'
import { partPlugins, refusalOf } from '#core/plugins/sound'
import { withdrawResource } from '#core/resources/registry'

/**
 * Takes the plugins whose code is broken, and those that need one of them, out of what runs, and
 * loads the code of the others. For a server that starts, before its routes are registered.
 *
 * @throws {StartupError} when a module of the core is among them
 */
export async function quarantineBroken(): Promise<void> {
  const found = await examineCode()
  if (found.some(({ plugin }) => plugin?.core)) throw refusalOf(found)
  if (found.length > 0) {
    const ids = new Set(found.map(({ id }) => id))
    const rest = installedPlugins().filter(({ id }) => !ids.has(id))
    const { sound, broken } = partPlugins(rest, found)
    broken.forEach(withdraw)
    setInstalled(sound)
  }
  for (const { id, reasons, isLeftOut } of brokenPlugins()) {
    if (isLeftOut) logger.warn({ plugin: id }, reasons.join(' '))
    else logger.error({ plugin: id, reasons }, 'A plugin cannot start, and the others go on')
  }
  await installedCode()
}

/** Takes back what a plugin has declared. */
function withdraw(entry: Broken): void {
  markBroken(entry)
  const { resources = [], permissions = {} } = entry.plugin ?? {}
  for (const resource of resources) {
    withdrawResource(resource)
    withdrawPermissions(resource.noun, resource.permissions)
  }
  for (const [noun, actions] of Object.entries(permissions)) withdrawPermissions(noun, actions)
  forgetGrantsOfSystemRoles()
}
