import { type FSWatcher, existsSync, watch } from 'node:fs'
import { lstat, readFile, readdir, realpath, utimes } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { DevServer } from '@adonisjs/assembler'
import { importedPackage } from '#core/plugins/plugin_folders'

/** Builds write many files, one after the other. */
const QUIET_MS = 150

/** What is of no use to the running plugin. */
const IGNORED = new Set(['node_modules', '.git', 'src', 'tests'])

const watched = new Map<string, FSWatcher>()

/**
 * Restarts the server of `npm run dev` when a plugin changes that was installed from a folder: it
 * is linked, and outside of what the server watches. Runs at each start of the server.
 */
export default async function watchLinkedPackages({ cwdPath }: DevServer): Promise<void> {
  const plugins = join(cwdPath, 'app/plugins')
  for (const id of await readdir(plugins)) {
    const manifest = join(plugins, id, 'index.ts')
    if (watched.has(manifest) || !existsSync(manifest)) continue
    const name = importedPackage(await readFile(manifest, 'utf8'))
    const link = name && join(cwdPath, 'node_modules', name)
    if (!link || !(await isLink(link))) continue
    watched.set(manifest, follow(await realpath(link), manifest))
  }
}

/** The manifest is said to have changed, which the server watches. */
function follow(folder: string, manifest: string): FSWatcher {
  let waiting: NodeJS.Timeout | undefined
  return watch(folder, { recursive: true }, (_event, file) => {
    const [top = ''] = String(file ?? '').split(sep)
    if (IGNORED.has(top)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      const now = new Date()
      void utimes(manifest, now, now)
    }, QUIET_MS)
  }).unref()
}

async function isLink(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found !== null && found.isSymbolicLink()
}
