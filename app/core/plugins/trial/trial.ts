import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import app from '@adonisjs/core/services/app'
import { StartupError } from '#core/health/startup_error'
import { npm } from '#core/plugins/npm'
import { copySource, linkDevDependencies, linkPackages } from '#core/plugins/trial/copy'

/**
 * Tries a plugin in a package: installs it in a copy of this application, with a database of its
 * own, and runs its tests there and what all plugins promise. The application itself stays as it is.
 */
export class Trial {
  readonly #folder: string
  readonly #copy: string

  private constructor(folder: string) {
    this.#folder = folder
    this.#copy = join(folder, 'application')
  }

  /** Runs work with a copy, which is gone afterwards unless it is kept. */
  static async run<T>(
    { isKept }: { readonly isKept: boolean },
    work: (trial: Trial) => Promise<T>
  ): Promise<T> {
    const trial = new Trial(await mkdtemp(join(tmpdir(), 'plugin-test-')))
    try {
      await copySource(app.makePath(), trial.#copy)
      await linkPackages(app.makePath(), trial.#copy)
      return await work(trial)
    } finally {
      if (!isKept) await rm(trial.#folder, { recursive: true, force: true, maxRetries: 10 })
    }
  }

  /** Where the copy is. */
  get path(): string {
    return this.#copy
  }

  /**
   * Builds the package, where it says how, packs it as npm would publish it, and installs that.
   *
   * @param folder of the package
   * @returns the id of the plugin
   * @throws {StartupError} with what speaks against it
   */
  async install(folder: string): Promise<string> {
    const name = await nameIn(folder)
    await npm({ in: folder }, 'run', 'build', '--if-present')
    const packed = await npm({ in: folder }, 'pack', '--json', '--pack-destination', this.#folder)
    const [{ filename = '' } = {}]: { filename?: string }[] = JSON.parse(packed)
    await this.#must('migration:run', '--compact-output')
    await this.#must('plugin:install', join(this.#folder, filename))
    const id = await this.#idOf(name)
    const tests = join(folder, 'tests')
    if (existsSync(tests)) {
      await cp(tests, join(this.#copy, 'app/plugins', id, 'tests'), { recursive: true })
      await linkDevDependencies(folder, this.#copy)
    }
    return id
  }

  /** Runs the tests of the plugin, and what all plugins promise. @returns whether all have passed */
  async test(id: string): Promise<boolean> {
    const own = `app/plugins/${id}/tests`
    const files = [
      'tests/contract/plugins.spec.ts',
      ...(existsSync(join(this.#copy, own)) ? [`${own}/*`] : []),
    ]
    return this.#ace(['test', ...files.flatMap((file) => ['--files', file])], { PLUGIN: id })
  }

  async #must(...args: readonly string[]): Promise<void> {
    if (await this.#ace(args)) return
    throw new StartupError(`"node ace ${args.join(' ')}" failed in the copy of the application.`)
  }

  /** Nothing of this process's settings is the copy's: it has a database of its own. */
  async #ace(args: readonly string[], settings: NodeJS.ProcessEnv = {}): Promise<boolean> {
    const { PATH, HOME, NO_COLOR } = process.env
    const child = spawn(process.execPath, ['ace.js', ...args], {
      cwd: this.#copy,
      env: { PATH, HOME, NO_COLOR, ...settings },
      stdio: 'inherit',
    })
    await once(child, 'close')
    return child.exitCode === 0
  }

  /** The plugin that comes in a package, as its folder says. */
  async #idOf(name: string): Promise<string> {
    const plugins = join(this.#copy, 'app/plugins')
    for (const id of await readdir(plugins)) {
      const source = await readFile(join(plugins, id, 'index.ts'), 'utf8').catch(() => '')
      if (source.includes(`from '${name}'`)) return id
    }
    throw new StartupError(`${name} was not installed`)
  }
}

/** @throws {StartupError} when there is no package in the folder */
async function nameIn(folder: string): Promise<string> {
  const file = join(resolve(folder), 'package.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  const { name }: { name?: unknown } = JSON.parse(text ?? '{}')
  if (typeof name !== 'string') throw new StartupError(`There is no package in ${folder}`)
  return name
}
