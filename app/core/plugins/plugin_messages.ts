import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#core/plugins/api'
import { type Broken, markBroken, wordsOf } from '#core/plugins/broken'
import { installedPlugins } from '#core/plugins/installed'
import { folderOf } from '#core/plugins/plugin_folders'
import { refusalOf } from '#core/plugins/sound'

/** The words of plugins in other languages: `lang/<locale>.json`, by what they say in English. */
export const pluginMessages = {
  /**
   * Servers and commands go on without the words of a plugin that cannot be read; servers take
   * it out when they examine its code.
   *
   * @throws {StartupError} naming the plugins and their files when those cannot be read
   */
  async load(): Promise<Record<string, Record<string, string>>> {
    const found: Record<string, Record<string, string>> = {}
    const broken: Broken[] = []
    for (const plugin of installedPlugins()) {
      const { messages, reasons } = await readMessages(plugin)
      for (const [locale, own] of messages) found[locale] = { ...found[locale], ...own }
      if (reasons.length > 0) broken.push({ id: plugin.id, reasons, plugin })
    }
    if (broken.length > 0 && app.getEnvironment() === 'test') throw refusalOf(broken)
    if (app.getEnvironment() === 'console') for (const entry of broken) markBroken(entry)
    return found
  },
}

/** What is wrong with the words of a plugin, in sentences. */
export async function messageProblemsOf(plugin: Plugin): Promise<readonly string[]> {
  return (await readMessages(plugin)).reasons
}

interface Read {
  /** By locale. */
  readonly messages: ReadonlyMap<string, Record<string, string>>
  readonly reasons: readonly string[]
}

async function readMessages(plugin: Plugin): Promise<Read> {
  const { id } = plugin
  const folder = folderOf(plugin, 'lang')
  const messages = new Map<string, Record<string, string>>()
  if (folder === null) return { messages, reasons: [] }
  try {
    const reasons: string[] = []
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json'))) {
      const own = parse(await readFile(join(folder, file), 'utf8'))
      if (own === null) {
        reasons.push(`"${id}" has messages that are no JSON object of texts: lang/${file}`)
      } else messages.set(basename(file, '.json'), known(id, own))
    }
    return { messages, reasons }
  } catch (error) {
    return { messages, reasons: [`"${id}" has messages that cannot be read: ${wordsOf(error)}`] }
  }
}

function known(plugin: string, messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([english, text]) => [keyOf(plugin, english), text])
  )
}

/** By what name the translations of what a plugin says are known. */
export function keyOf(plugin: string, english: string): string {
  return `plugins.${plugin}.${english}`
}

/** A message with values in the place of their names in braces. Without values braces are braces. */
export function fillIn(message: string, values?: Readonly<Record<string, unknown>>): string {
  if (!values) return message
  return message.replaceAll(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name))
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
