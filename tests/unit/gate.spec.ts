import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const SUITES = join(app.makePath(), '.ci/suites')

/** Runs lines of a shell as the gate does. @returns what they print */
async function gate(script: string, args: readonly string[] = []) {
  const whole = `set -euo pipefail\nsource "$0"\n${script}`
  const { stdout } = await promisify(execFile)('bash', ['-c', whole, SUITES, ...args])
  return stdout.trimEnd().split('\n')
}

/** What is counted after suites, each a line of a shell that prints what a suite prints. */
async function counted(...suites: readonly string[]): Promise<string | undefined> {
  const script = 'for one in "$@"; do suite sh -c "$one"; done; echo "$passed, $failed"'
  return (await gate(script, suites)).at(-1)
}

test.group('Gate', (group) => {
  group.each.skip(process.platform === 'win32', 'there is no bash')

  test('counts what all suites have passed and failed', async ({ assert }) => {
    const suites = ['echo "3 passed, 0 failed"', 'echo "2 passed, 1 failed"; exit 1']
    assert.equal(await counted(...suites), '5, 1')
  })

  test('counts a suite whose output has bytes that are no text', async ({ assert }) => {
    const suite = String.raw`printf 'no key: a\000b \377\n\n3 passed, 1 failed\n'; exit 1`
    assert.equal(await counted(suite), '3, 1')
  })

  test('counts a suite as failed that ends without its counts, or badly', async ({ assert }) => {
    assert.equal(await counted('echo nothing'), '0, 1')
    assert.equal(await counted('echo "4 passed, 0 failed"; exit 1'), '4, 1')
  })
})
