import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import app from '@adonisjs/core/services/app'
import { npm } from '#core/plugins/npm'
import { sdk } from '#core/plugins/sdk'
import type { Plugin } from '#core/plugins/api'
import { StartupError } from '#core/health/startup_error'

/** Takes a package out of package.json, and what was written for it out of app/plugins. */
export async function removePackage(id: string, name: string): Promise<void> {
  await rm(app.makePath('app/plugins', id), { recursive: true, force: true })
  await npm({}, 'uninstall', name)
}

/** Builds a package that is a folder, where it says how. What is packed is built already. */
export async function buildPackage(specifier: string): Promise<void> {
  const path = resolve(specifier)
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) await npm({ in: path }, 'run', 'build', '--if-present')
}

/** The name of the package that a specifier or a file means, without installing it. */
export async function nameOfPackage(specifier: string): Promise<string> {
  const packed: unknown = JSON.parse(await npm({}, 'pack', whole(specifier), '--dry-run', '--json'))
  const name: unknown = Array.isArray(packed) ? packed[0]?.name : undefined
  if (typeof name !== 'string') throw new StartupError(`"${specifier}" is no package`)
  return name
}

/** Adds a package to package.json. Scripts of its own do not run. @returns how to undo it */
export async function addPackage(specifier: string): Promise<() => Promise<void>> {
  const files = ['package.json', 'package-lock.json'].map((file) => app.makePath(file))
  const before = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  const undo = async () => {
    await Promise.all(files.map((file, index) => writeFile(file, before[index] ?? '')))
    await npm({}, 'install')
  }
  try {
    await npm({}, 'install', whole(specifier))
    return undo
  } catch (error) {
    await undo()
    throw error
  }
}

/** Of which version a package is that is installed. */
export async function versionOfPackage(name: string): Promise<string> {
  const file = app.makePath('node_modules', name, 'package.json')
  const { version }: { version?: unknown } = JSON.parse(await readFile(file, 'utf8'))
  return String(version)
}

/** What a package exports: a function that makes its plugin of what the application gives. */
export async function pluginOf(name: string): Promise<Plugin> {
  const { default: make }: { default?: unknown } = await import(name)
  const made: unknown = typeof make === 'function' ? make(sdk) : undefined
  if (!isPlugin(made)) {
    throw new StartupError(`The package ${name} exports no function that makes a plugin`)
  }
  return made
}

/**
 * Writes the file by which the application owns the plugin, and its migrations: those
 * that are there already must be the same.
 *
 * @returns the files of migrations that are new
 * @throws {StartupError} naming the migrations that are not
 */
export async function writePlugin({ id, root }: Plugin, name: string): Promise<string[]> {
  const folder = app.makePath('app/plugins', id)
  const theirs = root && existsSync(join(root, 'migrations')) ? join(root, 'migrations') : null
  const files = theirs ? await readdir(theirs) : []
  const [added, changed]: [string[], string[]] = [[], []]
  for (const file of files) {
    const own = await readFile(join(folder, 'migrations', file), 'utf8').catch(() => null)
    if (own === null) added.push(file)
    else if (own !== (await readFile(join(theirs ?? '', file), 'utf8'))) changed.push(file)
  }
  if (changed.length > 0) {
    throw new StartupError(
      `Migrations of "${id}" that may have run are others in the package:`,
      changed
    )
  }
  await mkdir(join(folder, 'migrations'), { recursive: true })
  for (const file of added) await cp(join(theirs ?? '', file), join(folder, 'migrations', file))
  if (!existsSync(join(folder, 'index.ts'))) {
    await writeFile(join(folder, 'index.ts'), sourceFor(name))
  }
  return added
}

/** The folder is the application’s: options and changes of this installation go there. */
function sourceFor(name: string): string {
  return `import make from '${name}'
import { sdk } from '#core/plugins/sdk'

/** From a package. What this installation does otherwise is said here. */
export default { ...make(sdk), package: '${name}' }
`
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && 'id' in value && 'version' in value
}

/** A file is meant from where the command was typed. */
function whole(specifier: string): string {
  const path = resolve(specifier)
  return existsSync(path) ? path : specifier
}
