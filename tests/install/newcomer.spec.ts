import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { clone } from '#tests/support/clone'
import { Start } from '#tests/support/started'

const run = promisify(execFile)
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1')
)

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
    const port = await getPort({ host: '127.0.0.1' })

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
  }).timeout(300_000)

  test('is given links that lead there, whatever HOST is', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    for (const { host, origin } of [
      { host: '0.0.0.0', origin: 'http://localhost' },
      { host: '::1', origin: 'http://[::1]' },
    ]) {
      const port = await getPort({ host: '127.0.0.1' })
      const start = new Start({ cleanup }, root, port, { HOST: host })
      await start.says('/api/customers/\n')
      assert.include(start.output, `${origin}:${port}/api/`)
      assert.include(start.output, `${origin}:${port}/docs`)

      const command = start.output.split('\n').find((line) => line.startsWith('curl '))
      const list = `${command?.trimEnd() ?? 'false'}?page_size=2`
      const { next } = JSON.parse((await run('sh', ['-c', list])).stdout)
      assert.isTrue(String(next).startsWith(`${origin}:${port}/api/customers/?`), String(next))
      assert.equal(await start.stop(), 0)
    }
  })
    .skip(() => !hasIpv6, 'this computer has no IPv6')
    .timeout(300_000)

  test('is told which plugins cannot start, and why, and the rest starts', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const file = join(root, 'config/plugins.ts')
    const list = 'const plugins: readonly Plugin[] = ['
    const chickens = `{ id: 'hen', version: '1.0.0', requires: { egg: '*' } },
      { id: 'egg', version: '1.0.0', requires: { hen: '*' } },
      { id: 'fox', version: '1.0.0', requires: { goose: '*' } },`
    await writeFile(file, (await readFile(file, 'utf8')).replace(list, `${list}${chickens}`))

    const start = new Start({ cleanup }, root, await getPort({ host: '127.0.0.1' }))

    await start.says('/api/customers/\n')
    assert.include(start.output, 'Plugins that do not run')
    assert.match(start.output, /hen.*egg|egg.*hen/)
    assert.match(start.output, /fox.*goose/)
    assert.notInclude(start.output, ' at ')
    assert.equal(await start.stop(), 0)
    assert.deepEqual(await processesOf(root), [])
  }).timeout(300_000)

  test('is told which port is taken, and nothing is left running', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    const port = await getPort({ host: '127.0.0.1' })
    const occupant = createServer().listen(port, '127.0.0.1')
    cleanup(() => void occupant.close())
    await once(occupant, 'listening')

    const start = new Start({ cleanup }, root, port)

    assert.equal(await start.ended(), 1)
    assert.include(start.output, `The port ${port} of 127.0.0.1 is taken`)
    assert.notInclude(start.output, ' at ')
    assert.deepEqual(await processesOf(root), [])
  }).timeout(300_000)
})
