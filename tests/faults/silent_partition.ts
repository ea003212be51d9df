import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { withDatabase } from './support/database.js'
import { CrmServer } from './support/server.js'
import { SilentProxy } from './support/silent_proxy.js'

export const name = 'silent_partition'
export const title =
  'A network that goes silent costs answers of 503, and new connections bring good ones within 30 s'

export async function run(): Promise<void> {
  await withDatabase(async (url) => {
    const proxy = await SilentProxy.before({ host: url.hostname, port: Number(url.port) })
    const through = new URL(url)
    through.port = String(proxy.port)
    const server = await CrmServer.start({ DATABASE_URL: through.href, THROTTLE: 'off' })
    try {
      await Promise.all(Array.from({ length: 20 }, () => server.asksDatabase()))
      proxy.silence()
      const answers = await Promise.all(Array.from({ length: 30 }, () => server.asksDatabase()))
      assert.deepEqual([...new Set(answers)], [503])
      await sleep(5_000)
      proxy.renew()
      await server.recovers(30_000)

      proxy.silence()
      const { code, took } = await server.program.stop()
      assert.equal(code, 0, server.program.output)
      assert.ok(took < 25_000, `It took ${took} ms to end`)
    } finally {
      await server.program.kill()
      await proxy.close()
    }
  })
}
