import { existsSync } from 'node:fs'
import { glob, readFile, writeFile } from 'node:fs/promises'
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
export async function formatFolder(id: string): Promise<void> {
  const folder = app.makePath('app/plugins', id)
  for await (const file of glob('**/*.{ts,md}', { cwd: folder })) {
    const path = `${folder}/${file}`
    const options = await resolveConfig(path)
    const text = await format(await readFile(path, 'utf8'), { ...options, filepath: path })
    await writeFile(path, text)
  }
}
