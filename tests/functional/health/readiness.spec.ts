import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import env from '#start/env'

/** Takes every connection that the application may have, so that the database is out of reach. */
async function takeAllConnections(): Promise<() => Promise<void>> {
  const pool = db.connection().getWriteClient().client
  const taken = await Promise.all(
    Array.from({ length: env.get('DB_POOL_MAX', 20) }, () => pool.acquireConnection())
  )
  return async () => {
    await Promise.all(taken.map((connection) => pool.releaseConnection(connection)))
  }
}

test.group('Health | ready', () => {
  test('is ready while the database answers', async ({ client }) => {
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    response.assertBody({ status: 'ok' })
  })

  test('says within two seconds that it is not, and nothing more', async ({
    client,
    assert,
    cleanup,
  }) => {
    const giveBack = await takeAllConnections()
    cleanup(giveBack)

    const began = performance.now()
    const response = await client.get('/health/ready')

    assert.isBelow(performance.now() - began, 2_000)
    response.assertStatus(503)
    response.assertHeader('retry-after', '1')
    response.assertBody({ status: 'unavailable' })
  })
})
