import { existsSync } from 'node:fs'
import { glob, readFile, rename, writeFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { format, resolveConfig } from 'prettier'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { isSourceAtHand } from '#core/plugins/plugin_folders'
import { defaultProblemsOf } from '#core/plugins/code_problems'
import { problemsOf } from '#core/plugins/problems'
import { StartupError } from '#core/health/startup_error'

/* Loaded by commands that write source, and needs what is installed for development. */

/** @throws {StartupError} when a plugin of this id could not come into the list */
export async function ensureFree(id: string): Promise<void> {
  if (!isSourceAtHand())
    throw new StartupError('A build is not changed: make it where the source is.')
  await ensureFits({ id, version: '0.1.0' })
  if (existsSync(app.makePath('app/plugins', id))) {
    throw new StartupError(`app/plugins/${id} is there already.`)
  }
}

/** @throws {StartupError} with all that keeps the plugin from standing beside the others */
export async function ensureFits(plugin: Plugin): Promise<void> {
  const found = problemsOf([...installedPlugins(), plugin])
  const problems = found.length > 0 ? found : await defaultProblemsOf([plugin])
  if (problems.length > 0) throw new StartupError(`"${plugin.id}" cannot be added:`, problems)
}

/** Lays out what was written into a plugin's folder as the application lays out its code. */
export function formatFolder(id: string): Promise<void> {
  return formatIn(app.makePath('app/plugins', id))
}

/** The same for a folder that may be anywhere. */
export async function formatIn(folder: string): Promise<void> {
  const options = await resolveConfig(app.makePath('package.json'))
  for await (const file of glob('**/*.{ts,md,json}', { cwd: folder })) {
    const path = `${folder}/${file}`
    const text = await format(await readFile(path, 'utf8'), { ...options, filepath: path })
    await writeFile(path, text)
  }
}

/**
 * Takes the folder of a plugin that is uninstalled out of what is compiled and tested, since it
 * speaks of tables and of a place in the list that are gone: `app/plugins/.visits`.
 *
 * @returns where it is now, relative to the application; null when there is none
 */
export async function setFolderAside(id: string): Promise<string | null> {
  const folder = app.makePath('app/plugins', id)
  if (!existsSync(folder)) return null
  const aside = [`.${id}`, ...Array.from({ length: 99 }, (_, index) => `.${id}-${index + 2}`)].find(
    (name) => !existsSync(app.makePath('app/plugins', name))
  )
  if (aside === undefined) return `app/plugins/${id}`
  await rename(folder, app.makePath('app/plugins', aside))
  return `app/plugins/${aside}`
}
