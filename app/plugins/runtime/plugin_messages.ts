import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { installedPlugins } from '#plugins/runtime/installed'
import { folderOf } from '#plugins/runtime/plugin_folders'
import { Refusal } from '#support/refusal'

/** The words of plugins in other languages: `lang/<locale>.json`, by what they say in English. */
export const pluginMessages = {
  /** @throws {Refusal} naming the plugin and its file when that cannot be read */
  async load(): Promise<Record<string, Record<string, string>>> {
    const found: Record<string, Record<string, string>> = {}
    for (const plugin of installedPlugins()) {
      const folder = folderOf(plugin, 'lang')
      const files = folder ? await readdir(folder) : []
      for (const file of files.filter((name) => name.endsWith('.json'))) {
        const own = await messagesIn(plugin.id, join(folder ?? '', file))
        const locale = basename(file, '.json')
        found[locale] = { ...found[locale], ...own }
      }
    }
    return found
  },
}

/** By what name the translations of what a plugin says are known. */
export function keyOf(plugin: string, english: string): string {
  return `plugins.${plugin}.${english}`
}

async function messagesIn(plugin: string, path: string): Promise<Record<string, string>> {
  const content = await readFile(path, 'utf8')
  const messages = parse(content)
  if (messages === null) {
    const sentence = `"${plugin}" has messages that are no JSON object of texts: lang/${basename(path)}`
    throw new Refusal('Plugins cannot start:', [sentence])
  }
  return Object.fromEntries(
    Object.entries(messages).map(([english, text]) => [keyOf(plugin, english), text])
  )
}

function parse(content: string): Record<string, string> | null {
  try {
    const read: unknown = JSON.parse(content)
    return isTexts(read) ? read : null
  } catch {
    return null
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((text) => typeof text === 'string')
}
