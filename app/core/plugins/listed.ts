import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import type { Plugin } from '#core/plugins/api'
import { type Broken, wordsOf } from '#core/plugins/broken'
import { routesOf } from '#core/plugins/plugin_routes'
import { problemsOf } from '#core/plugins/problems'
import { StartupError } from '#core/health/startup_error'
import { commaSeparated } from '#core/support/comma_separated'

/** How the file imports a plugin. */
const IMPORT = /^import\s+(\w+)\s+from\s+['"]([^'"]+)['"]/gm

/** What config/plugins.ts lists. */
interface Listed {
  readonly plugins: readonly Plugin[]
  /** Those whose module cannot be loaded, or says nothing that can be read. */
  readonly broken: readonly Broken[]
}

/**
 * The plugins in config/plugins.ts. One of them that throws takes the whole list
 * along: then each is loaded by itself, so that the one can be named.
 */
export const listed: Listed = await read()

async function read(): Promise<Listed> {
  const without = new Set(commaSeparated(env.get('PLUGINS_WITHOUT', '')))
  let failure: unknown
  try {
    /* What is left out is not even loaded. */
    if (without.size === 0) {
      const { default: plugins } = await import('#config/plugins')
      if (plugins.every((plugin) => flawOf(plugin) === null)) return { plugins, broken: [] }
    }
  } catch (error) {
    failure = error
  }
  const plugins: Plugin[] = []
  const broken: Broken[] = []
  const modules = await modulesInList()
  ensureListed(without, modules)
  for (const { id, module } of modules) {
    const manifest = without.has(id) ? leftOut(id) : await readManifest(id, module)
    if ('reasons' in manifest) broken.push(manifest)
    else plugins.push(manifest)
  }
  if (broken.length === 0) throw failure ?? new Error('config/plugins.ts lists what is no plugin')
  return { plugins, broken }
}

function leftOut(id: string): Broken {
  return { id, reasons: [`"${id}" is left out by PLUGINS_WITHOUT`], plugin: null, isLeftOut: true }
}

/** @throws {StartupError} for what is in no list, and so misspelt or gone */
function ensureListed(ids: ReadonlySet<string>, modules: readonly { readonly id: string }[]) {
  const unknown = [...ids].filter((id) => modules.every((entry) => entry.id !== id))
  if (unknown.length === 0) return
  throw new StartupError(
    'Plugins cannot start:',
    unknown.map((id) => `PLUGINS_WITHOUT names "${id}", which is not in config/plugins.ts`)
  )
}

/** @param id what the plugin is called in its folder */
async function readManifest(id: string, module: string): Promise<Plugin | Broken> {
  let plugin: Plugin
  try {
    const loaded: { default: Plugin } = await import(module)
    plugin = loaded.default
  } catch (error) {
    return { id, reasons: [`"${id}" cannot be loaded: ${wordsOf(error)}`], plugin: null }
  }
  const flaw = flawOf(plugin)
  return flaw === null ? plugin : { id, reasons: [`"${id}" ${flaw}`], plugin: null }
}

/** What keeps a manifest from being read at all; null when nothing does. */
export function flawOf(plugin: Plugin): string | null {
  if (typeof plugin !== 'object' || plugin === null) return 'exports no plugin'
  try {
    const { id, version } = { ...plugin }
    if (typeof id !== 'string' || typeof version !== 'string') {
      return 'exports no plugin: it has no id or no version'
    }
  } catch (error) {
    return `has a manifest that cannot be read: ${wordsOf(error)}`
  }
  try {
    routesOf(plugin)
  } catch (error) {
    return `cannot register its routes: ${wordsOf(error)}`
  }
  try {
    problemsOf([plugin])
    return null
  } catch (error) {
    return `has a manifest that cannot be read: ${wordsOf(error)}`
  }
}

/** The modules that the file imports and lists, in the order of its list. */
async function modulesInList() {
  const file = ['config/plugins.ts', 'config/plugins.js']
    .map((path) => app.makePath(path))
    .find((path) => existsSync(path))
  const source = file === undefined ? '' : await readFile(file, 'utf8')
  const list = source.slice(source.search(/\bplugins\b[^=\n]*=\s*\[/))
  return [...source.matchAll(IMPORT)]
    .map(([, name = '', module = '']) => ({
      module,
      place: list.search(new RegExp(`\\b${name}\\b`)),
    }))
    .filter(({ place }) => place >= 0)
    .sort((one, other) => one.place - other.place)
    .map(({ module }) => ({ module, id: idIn(module) }))
}

/** `#plugins/visit-reports/index` → `visit-reports` */
function idIn(module: string): string {
  const name = basename(module).replace(/\.(ts|js)$/, '')
  return name === 'index' ? basename(dirname(module)) : name
}
