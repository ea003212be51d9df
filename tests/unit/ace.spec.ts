import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from '@japa/runner'

const run = promisify(execFile)
const ACE = fileURLToPath(new URL('../../ace.js', import.meta.url))

/** Lets a process believe that it is a Node of another version. */
function pretend(version: string): string {
  const code = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  return `--import=data:text/javascript,${encodeURIComponent(code)}`
}

test.group('Ace', () => {
  test('hands over to the Node that npm brought when its own is too old', async ({ assert }) => {
    const { stdout } = await run(process.execPath, [pretend('20.19.0'), ACE, 'list'])
    assert.include(stdout, 'migration:run')
  })

  test('passes on how the command ended', async ({ assert }) => {
    const failed = run(process.execPath, [pretend('20.19.0'), ACE, 'no-such-command'])
    await assert.rejects(() => failed)
  })
})
