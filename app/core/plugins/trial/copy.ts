import { execFile } from 'node:child_process'
import { cp, realpath, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'

/** What a copy does not have: what was made of the source, and what belongs to this place alone. */
const NOT_COPIED = new Set([
  '.env',
  '.git',
  'build',
  'coverage',
  'logs',
  'node_modules',
  'storage',
  'tmp',
])

/** Copies the source of the application at a path to another one that is not there yet, without its packages. */
export async function copySource(root: string, target: string): Promise<void> {
  await cp(root, target, {
    recursive: true,
    filter: (source) => !NOT_COPIED.has(relative(root, source)),
  })
}

/** The packages of the application in the copy's own folders, where npm may change what is there: linked, file by file. */
export async function linkPackages(root: string, target: string): Promise<void> {
  /* A link to them would be theirs still. */
  const modules = await realpath(join(root, 'node_modules'))
  const own = join(target, 'node_modules')
  const copy = promisify(execFile)
  await copy('cp', ['-al', modules, own]).catch(async () => {
    /* Another file system has no links to this one, nor Windows the command. */
    await rm(own, { recursive: true, force: true })
    await cp(modules, own, { recursive: true, verbatimSymlinks: true })
  })
  /* npm would take what another place wrote down for what is here. */
  await rm(join(own, '.package-lock.json'), { force: true })
}
