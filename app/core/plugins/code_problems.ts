import { viewProblems } from '#core/plugins/admin/problems'
import type { Plugin } from '#core/plugins/api'
import { listenerProblems } from '#core/plugins/delivery/problems'
import type { InstalledPlugin } from '#core/plugins/installed'
import { changesOf } from '#core/plugins/problems'
import { settingsCheck } from '#core/plugins/settings/check'

/** Defaults of settings that their own schema refuses. */
export async function defaultProblemsOf(plugins: readonly Plugin[]): Promise<string[]> {
  const problems = await Promise.all(
    plugins.map(async (plugin) => {
      const refusals = await settingsCheck(plugin)(plugin.settings?.defaults)
      return refusals.map(
        ({ field, message }) =>
          `"${plugin.id}" has a default that its setting "${field}" refuses: ${message}`
      )
    })
  )
  return problems.flat()
}

/** What is wrong with hooks, listeners and views, known once they are loaded. */
export function codeProblemsOf(installed: readonly InstalledPlugin[]): string[] {
  const plugins = installed.map(({ plugin }) => plugin)
  const changes = changesOf(plugins)
  return installed.flatMap(({ plugin, hooks, listeners }) => [
    ...[...hooks.keys()]
      .filter((name) => !changes.has(name))
      .map((name) => `"${plugin.id}" hooks into "${name}", which no resource declares`),
    ...[...listeners.keys()]
      .filter((name) => !changes.has(name) && !isEvent(name, plugins))
      .map((name) => `"${plugin.id}" listens to "${name}", which no module emits`),
    ...entryProblems({ plugin, hooks, listeners }),
    ...viewProblems(plugin),
  ])
}

/** Hooks and listeners that cannot be called. */
function entryProblems({ plugin: { id }, hooks, listeners }: InstalledPlugin): string[] {
  const isCallable = (value: unknown) => typeof value === 'function'
  const isHook = (hook: unknown) => {
    const { before, after } = Object(hook)
    const parts: unknown[] = [before, after].filter((part) => part !== undefined)
    return parts.length > 0 && parts.every(isCallable)
  }
  return [
    ...[...hooks].flatMap(([name, hook]) =>
      isHook(hook) ? [] : [`"${id}" has a hook into "${name}" without a function before or after`]
    ),
    ...[...listeners].flatMap(([name, listener]) => listenerProblems(id, name, listener)),
  ]
}

/** An event of a plugin begins with its id. */
function isEvent(name: string, plugins: readonly Plugin[]): boolean {
  return plugins.some(({ id }) => name.startsWith(`${id}:`))
}
