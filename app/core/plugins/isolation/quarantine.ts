import { brokenPlugins } from '#core/plugins/broken'
import { examineCode } from '#core/plugins/code_check'
import { installedCode } from '#core/plugins/installed'
import { logBroken, setAside } from '#core/plugins/isolation/set_aside'

/**
 * Takes the plugins whose code is broken, and those that need one of them, out of what runs, and
 * loads the code of the others. For a server that starts, before its routes are registered.
 *
 * @throws {StartupError} when a module of the core is among them
 */
export async function quarantineBroken(): Promise<void> {
  const found = await examineCode()
  if (found.length > 0) setAside(found)
  logBroken(brokenPlugins())
  await installedCode()
}
