import logger from '@adonisjs/core/services/logger'
import { withdrawPermissions } from '#core/access/permission_catalog'
import { forgetGrantsOfSystemRoles } from '#core/access/system_roles'
import { type Broken, markBroken } from '#core/plugins/broken'
import { installedPlugins, setInstalled } from '#core/plugins/installed'
import { partPlugins, refusalOf } from '#core/plugins/sound'
import { withdrawResource } from '#core/resources/registry'

/**
 * Takes plugins, and those that need one of them, out of what runs.
 *
 * @returns all of them
 * @throws {StartupError} when a module of the core is among them
 */
export function setAside(found: readonly Broken[]): readonly Broken[] {
  if (found.some(({ plugin }) => plugin?.core)) throw refusalOf(found)
  const ids = new Set(found.map(({ id }) => id))
  const rest = installedPlugins().filter(({ id }) => !ids.has(id))
  const { sound, broken } = partPlugins(rest, found)
  broken.forEach(withdraw)
  setInstalled(sound)
  return broken
}

/** Says which plugins a server goes on without. */
export function logBroken(broken: readonly Broken[]): void {
  for (const { id, reasons, isLeftOut } of broken) {
    if (isLeftOut) logger.warn({ plugin: id }, reasons.join(' '))
    else logger.error({ plugin: id, reasons }, 'A plugin cannot start, and the others go on')
  }
}

/** Takes back what a plugin has declared. */
function withdraw(entry: Broken): void {
  markBroken(entry)
  const { resources = [], permissions = {} } = entry.plugin ?? {}
  for (const resource of resources) {
    withdrawResource(resource)
    withdrawPermissions(resource.noun, resource.ownPermissions)
  }
  for (const [noun, actions] of Object.entries(permissions)) withdrawPermissions(noun, actions)
  forgetGrantsOfSystemRoles()
}
