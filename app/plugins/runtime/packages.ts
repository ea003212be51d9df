import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { Refusal } from '#support/refusal'

/* npm is asked in the words of its command line: no packages of ours know them better. */

/** Takes a package out of package.json, and what was written for it out of app/plugins. */
export async function removePackage(id: string, name: string): Promise<void> {
  await rm(app.makePath('app/plugins', id), { recursive: true, force: true })
  await npm('uninstall', name)
}

/** Runs npm in the application. @returns what it printed @throws {Refusal} with its complaint */
async function npm(...args: readonly string[]): Promise<string> {
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: app.makePath(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()))
  await once(child, 'close')
  if (child.exitCode === 0) return printed.stdout
  throw new Refusal(`"npm ${args.join(' ')}" failed:\n${printed.stderr.trim()}`)
}
