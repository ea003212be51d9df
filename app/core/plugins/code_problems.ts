import { viewProblems } from '#core/plugins/admin/problems'
import { didYouMean } from '#core/http/did_you_mean'
import type { Handle, Listener, Plugin } from '#core/plugins/api'
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
    ...[...listeners]
      .filter(([name, listener]) => !happens(name, changes, plugins) && !isOptional(listener))
      .map(
        ([name]) =>
          `"${plugin.id}" listens to "${name}", which no module emits.${didYouMean(name, changes)}`
      ),
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

/** The listeners of a plugin, each with whether what it listens to may be absent, and is. */
export function listenerLines(
  listeners: InstalledPlugin['listeners'],
  plugins: readonly Plugin[]
): string[] {
  const changes = changesOf(plugins)
  return [...listeners].map(([name, listener]) => {
    if (!isOptional(listener)) return name
    const isHeard = happens(name, changes, plugins)
    return `${name} (optional${isHeard ? '' : ': no plugin that is installed has it'})`
  })
}

const isOptional = (listener: Handle | Listener) => Object(listener).optional === true

/** Whether it can happen here: to a record, or as an event of a plugin, which begins with its id. */
function happens(name: string, changes: ReadonlySet<string>, plugins: readonly Plugin[]): boolean {
  return changes.has(name) || plugins.some(({ id }) => name.startsWith(`${id}:`))
}
