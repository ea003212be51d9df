import { spawn } from 'node:child_process'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'
import { StartupError } from '#core/health/startup_error'

/**
 * Runs npm, as its command line is typed: no packages of ours know it better. Scripts run only
 * when they are asked for by `run`.
 *
 * @param place `in`: the folder, the application by default
 * @returns what it printed
 * @throws {StartupError} with its complaint
 */
export async function npm(
  { in: folder = app.makePath() }: { readonly in?: string },
  ...args: readonly string[]
): Promise<string> {
  const silence = args[0] === 'run' ? ['--silent'] : ['--no-audit', '--no-fund', '--ignore-scripts']
  const child = spawn('npm', [...args, ...silence], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()))
  await once(child, 'close')
  if (child.exitCode === 0) return printed.stdout
  /* Compilers complain where others answer. */
  const complaint = `${printed.stderr}${args[0] === 'run' ? printed.stdout : ''}`.trim()
  throw new StartupError(`"npm ${args.join(' ')}" failed:\n${complaint}`)
}
