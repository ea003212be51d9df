import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { StartupError } from '#core/health/startup_error'

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

/** The application itself, by this name. */
const KIT = 'headless-crm'

/** Copies the source of the application at a path to another one that is not there yet, without its packages. */
export async function copySource(root: string, target: string): Promise<void> {
  await cp(root, target, {
    recursive: true,
    filter: (source) =>
      !NOT_COPIED.has(relative(root, source)) && basename(source) !== 'node_modules',
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

/**
 * What the tests of a package import besides: those of its `devDependencies` that the application does
 * not have, linked from the package's own folder.
 *
 * @throws {StartupError} naming those that are not installed there
 */
export async function linkDevDependencies(folder: string, target: string): Promise<void> {
  const text = await readFile(join(folder, 'package.json'), 'utf8')
  const { devDependencies = {} }: { devDependencies?: object } = JSON.parse(text)
  const lacking = Object.keys(devDependencies).filter(
    (name) => name !== KIT && !existsSync(join(target, 'node_modules', name))
  )
  const absent = lacking.filter((name) => !existsSync(join(folder, 'node_modules', name)))
  if (absent.length > 0) {
    throw new StartupError(`Run "npm install" in ${folder} first, which has not installed:`, absent)
  }
  for (const name of lacking) {
    const link = join(target, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(await realpath(join(folder, 'node_modules', name)), link, 'junction')
  }
}
