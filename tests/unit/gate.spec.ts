import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const SUITES = join(app.makePath(), '.ci/suites')

/** Runs lines of a shell as the gate does. @returns what they print */
async function gate(script: string, args: readonly string[] = [], cwd = app.makePath()) {
  const whole = `set -euo pipefail\nsource "$0"\n${script}`
  const { stdout } = await promisify(execFile)('bash', ['-c', whole, SUITES, ...args], { cwd })
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

  test('names what passed only when it was tried again', async ({ assert }) => {
    const first = "echo '  ✔ (x2) one (3s)'; echo '  ✔ two'; echo '2 passed, 0 failed'"
    const second = "echo '  ✔ (x2) three (1m)'; echo '  ✖ (x2) four'; echo '1 passed, 1 failed'"
    const script = 'for one in "$@"; do suite sh -c "$one" >/dev/null; done; echo "$retried"'

    assert.deepEqual(
      (await gate(script, [first, second])).map((line) => line.trim()),
      ['✔ (x2) one (3s)', '✔ (x2) three (1m)']
    )
  })

  test('counts a suite as failed that ends without its counts, or badly', async ({ assert }) => {
    assert.equal(await counted('echo nothing'), '0, 1')
    assert.equal(await counted('echo "4 passed, 0 failed"; exit 1'), '4, 1')
  })

  test('prints in one piece what ran beside the rest, in a copy that is gone then', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'gate '))
    cleanup(() => rm(folder, { recursive: true, force: true }))
    await writeFile(join(folder, 'a file'), 'what it says')
    const beside = 'pwd; cat "a file"; echo; rm "a file"; echo "5 passed, 1 failed"'

    const said = await gate(
      `begin_beside sh -c '${beside}'
      wait "$beside"
      suite echo '2 passed, 0 failed'
      end_beside
      echo "$passed, $failed"`,
      [],
      folder
    )

    const [first, copy = '', ...others] = said
    assert.deepEqual(
      [first, ...others],
      ['2 passed, 0 failed', 'what it says', '5 passed, 1 failed', '7, 1']
    )
    assert.isTrue(existsSync(join(folder, 'a file')))
    assert.isFalse(existsSync(copy))
  })

  test('ends what runs beside the rest when that cannot go on', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'gate '))
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const [pid, copy = ''] = await gate(
      'begin_beside sleep 60; echo "$beside"; echo "$copy"',
      [],
      folder
    )
    assert.throws(() => process.kill(Number(pid), 0), /ESRCH/)
    assert.isFalse(existsSync(copy))
  })
})
