import type { Plugin } from '#core/plugins/api'
import type { Broken } from '#core/plugins/broken'
import { problemsOf } from '#core/plugins/problems'
import { StartupError } from '#core/health/startup_error'

/** Plugins, and those with which nothing starts. */
interface Parted {
  readonly sound: readonly Plugin[]
  readonly broken: readonly Broken[]
}

/**
 * Parts plugins from those that cannot start, and from those that need one of
 * them, for commands by which a user gets rid of what is broken.
 *
 * @throws {StartupError} when a module of the core would be among them: nothing works without
 */
export function partPlugins(plugins: readonly Plugin[], unreadable: readonly Broken[]): Parted {
  let sound = plugins
  const broken = [...unreadable]
  for (;;) {
    const apart = broken.map(({ id, plugin }) => ({ id, prefixes: plugin?.prefixes }))
    const found = [
      ...sound.flatMap((plugin) => needOf(plugin, broken)),
      ...blamed(problemsOf(sound, apart), sound),
    ]
    if (found.length === 0) return { sound, broken }
    broken.push(...found)
    const core = found.filter(({ plugin }) => plugin?.core)
    if (core.length > 0) throw refusalOf(broken)
    const gone = new Set(found.map(({ id }) => id))
    sound = sound.filter(({ id }) => !gone.has(id))
  }
}

/** What is said where nothing starts. @param advice a sentence after what is wrong */
export function refusalOf(broken: readonly Broken[], ...advice: readonly string[]): StartupError {
  return new StartupError('Plugins cannot start:', [
    ...new Set([...broken.flatMap(({ reasons }) => reasons), ...advice]),
  ])
}

function needOf(plugin: Plugin, broken: readonly Broken[]): Broken[] {
  const needed = broken.filter(({ id }) => id in (plugin.requires ?? {}))
  if (needed.length === 0) return []
  const { id } = plugin
  const names = needed.map((entry) => `"${entry.id}"`).join(' and ')
  const isLeftOut = needed.every((entry) => entry.isLeftOut)
  const reason = `"${id}" requires ${names}, which is ${isLeftOut ? 'left out' : 'broken'}`
  return [{ id, reasons: [reason], plugin, isLeftOut }]
}

/**
 * Whose problems they are: of the plugin whose name comes first, or else of all
 * that are named, the application excepted where there are others.
 */
function blamed(problems: readonly string[], plugins: readonly Plugin[]): Broken[] {
  return problems.flatMap((sentence) => {
    const named = plugins.filter(({ id }) => sentence.includes(`"${id}"`) || hasWord(sentence, id))
    const first = named.filter(({ id }) => sentence.startsWith(`"${id}"`))
    const own = named.filter(({ core }) => !core)
    const whose = first.length > 0 ? first : own.length > 0 ? own : named
    if (whose.length === 0) throw new StartupError('Plugins cannot start:', [...problems])
    return whose.map((plugin) => ({ id: plugin.id, reasons: [sentence], plugin }))
  })
}

/** Circles name plugins without quotes. */
function hasWord(sentence: string, id: string): boolean {
  return sentence.startsWith('plugins wait') && sentence.split(/[^\w-]+/).includes(id)
}
