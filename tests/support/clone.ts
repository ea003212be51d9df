import { type ExecFileException, execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { copySource, linkPackages as link } from '#core/plugins/trial/copy'

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))

export interface Cleaner {
  cleanup(callback: () => Promise<void>): void
}

/** The repository as a user has just cloned it, in a path with spaces, without its packages. */
export async function cloneBare({ cleanup }: Cleaner): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'a newcomer '))
  await chmod(parent, 0o755)
  const root = join(parent, 'headless crm')
  cleanup(() => rm(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  await copySource(REPOSITORY, root)
  return root
}

/** The same, once "npm install" has run there. */
export async function clone(cleaner: Cleaner): Promise<string> {
  const root = await cloneBare(cleaner)
  await symlink(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'))
  return root
}

/** The packages of the repository in a clone's own folders, where npm may change what is there. */
export function linkPackages(root: string): Promise<void> {
  return link(REPOSITORY, root)
}

/** What a command said, in the end. */
export interface Said {
  readonly code: number
  readonly text: string
}

/** Runs a command of a clone: `node ace …`. */
export function ace(root: string, databaseUrl: string, ...args: readonly string[]): Promise<Said> {
  return run(root, databaseUrl, ['ace.js', ...args])
}

/** Runs npm in a folder. @returns what it printed @throws when it fails */
export async function npm(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', [...args], { cwd: folder })
  return stdout
}

/** Runs a module of Node in a clone, with nothing of this process's settings. */
export function run(
  root: string,
  databaseUrl: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv = {}
): Promise<Said> {
  const { PATH, HOME } = process.env
  return new Promise((resolve) => {
    const said = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: `${stdout}${stderr}` })
    execFile(
      process.execPath,
      [...args],
      { cwd: root, env: { PATH, HOME, DATABASE_URL: databaseUrl, NO_COLOR: '1', ...settings } },
      said
    )
  })
}

/** Stands for the folder of the packages. */
const PACKAGES = '<packages>'

let knownTypes: string | undefined

/**
 * Runs "tsc --noEmit" in a clone. It looks only at what is different from the clone before, as
 * "--incremental" does, so that it costs a quarter from the second time on.
 */
export async function checkTypes(root: string): Promise<Said> {
  const file = join(root, 'tmp/types.tsbuildinfo')
  await mkdir(dirname(file), { recursive: true })
  /* The packages are in each clone's own folder, or where it has a link to. */
  const packages = relative(dirname(file), await realpath(join(root, 'node_modules')))
  if (knownTypes) await writeFile(file, knownTypes.replaceAll(PACKAGES, packages))
  const tsc = ['node_modules/typescript/bin/tsc', '--noEmit']
  const checked = await run(root, '', [...tsc, '--incremental', '--tsBuildInfoFile', file])
  if (checked.code === 0) {
    knownTypes = (await readFile(file, 'utf8')).replaceAll(`"${packages}/`, `"${PACKAGES}/`)
  }
  return checked
}
