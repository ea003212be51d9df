import { type Broken, wordsOf } from '#core/plugins/broken'
import { commandTroubles } from '#core/plugins/commands'
import { type InstalledPlugin, codeOf, installedPlugins } from '#core/plugins/installed'
import { messageProblemsOf } from '#core/plugins/plugin_messages'
import { codeProblemsOf, defaultProblemsOf } from '#core/plugins/code_problems'
import type { Plugin } from '#core/plugins/api'

/**
 * The plugins of this installation whose code, messages, views, commands or
 * defaults keep it from starting: known once they are loaded.
 */
export async function examineCode(): Promise<Broken[]> {
  const plugins = installedPlugins()
  const examined = await Promise.all(plugins.map(loaded))
  const code = codeProblemsOf(examined.map(({ entry }) => entry))
  const broken = await Promise.all(
    examined.map(async ({ entry: { plugin }, reason }) => ({
      id: plugin.id,
      reasons: [
        ...(reason === null ? [] : [reason]),
        ...code.filter((sentence) => sentence.startsWith(`"${plugin.id}" `)),
        ...(await defaultProblems(plugin)),
        ...(await messageProblemsOf(plugin)),
        ...(await commandTroubles(plugin)),
      ],
      plugin,
    }))
  )
  return broken.filter(({ reasons }) => reasons.length > 0)
}

interface Loaded {
  readonly entry: InstalledPlugin
  /** Why its code is not there; null when it is. */
  readonly reason: string | null
}

async function loaded(plugin: Plugin): Promise<Loaded> {
  try {
    return { entry: await codeOf(plugin), reason: null }
  } catch (error) {
    const reason = `"${plugin.id}" has hooks or listeners that cannot be loaded: ${wordsOf(error)}`
    return { entry: { plugin, hooks: new Map(), listeners: new Map() }, reason }
  }
}

async function defaultProblems(plugin: Plugin): Promise<string[]> {
  try {
    return await defaultProblemsOf([plugin])
  } catch (error) {
    return [`"${plugin.id}" has settings that cannot be checked: ${wordsOf(error)}`]
  }
}
