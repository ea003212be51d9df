import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import { freePort } from '#support/free_port'
import { type Cleaner, clone } from '#tests/clone'

const run = promisify(execFile)

/** A server that was started with "npm start", as the process that npm runs. */
class Start {
  output = ''
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #end: Promise<unknown>

  constructor({ cleanup }: Cleaner, root: string, port: number) {
    this.#child = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/start.ts'], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#end = once(this.#child, 'close')
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    }
    cleanup(() => this.stop().then(() => {}))
  }

  /** Waits for a text in the output. @returns how many milliseconds that took */
  async says(text: string): Promise<number> {
    const began = performance.now()
    while (!this.output.includes(text)) {
      if (this.#child.exitCode !== null || performance.now() - began > 60_000) {
        throw new Error(`"${text}" does not come:\n${this.output}`)
      }
      await sleep(20)
    }
    return performance.now() - began
  }

  /** What Ctrl-C does. @returns the exit code */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT')
    await this.#end
    return this.#child.exitCode
  }

  async ended(): Promise<number | null> {
    await this.#end
    return this.#child.exitCode
  }
}

/** The processes whose command line names a folder, such as its PostgreSQL. */
async function processesOf(root: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(join(root, 'storage')))
}

test.group('Newcomer', () => {
  test('starts it, logs in with the command it prints, stops it, and starts it again', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const port = await freePort()

    const first = new Start({ cleanup }, root, port)
    await first.says('/api/customers/\n')
    assert.include(first.output, 'admin@crm.com')
    assert.include(first.output, 'admin123')
    assert.match(await readFile(join(root, '.env'), 'utf8'), /^APP_KEY=.{43}$/m)

    const command = first.output.split('\n').find((line) => line.startsWith('curl '))
    const { stdout } = await run('sh', ['-c', command ?? 'false'])
    const page = JSON.parse(stdout)
    assert.equal(page.count, 5)
    assert.sameMembers(
      page.results.map(({ code }: { code: string }) => code),
      ['CUST001', 'CUST002', 'CUST003', 'CUST004', 'CUST005']
    )

    assert.equal(await first.stop(), 0)
    assert.deepEqual(await processesOf(root), [])

    const second = new Start({ cleanup }, root, port)
    await second.says('headless-crm is running')
    assert.notInclude(second.output, 'created')
    assert.equal(await second.stop(), 0)
    assert.deepEqual(await processesOf(root), [])
  }).timeout(120_000)

  test('is told which port is taken, and nothing is left running', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    const port = Number(process.env.PORT)

    const start = new Start({ cleanup }, root, port)

    assert.equal(await start.ended(), 1)
    assert.include(start.output, `The port ${port} of 127.0.0.1 is taken`)
    assert.notInclude(start.output, ' at ')
    assert.deepEqual(await processesOf(root), [])
  }).timeout(120_000)
})
