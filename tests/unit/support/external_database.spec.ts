import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import pg from 'pg'
import { externalDatabase } from '#core/database/external_database'

/** The server that the tests run on, as a user would write it into DATABASE_URL. */
async function serverUrl(database: string): Promise<string> {
  const held = await db.connection().getWriteClient().client.acquireConnection()
  const { host, port, user, password } = held
  await db.connection().getWriteClient().client.releaseConnection(held)
  const secret = encodeURIComponent(String(password))
  return `postgresql://${String(user)}:${secret}@${String(host)}:${String(port)}/${database}`
}

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test.group('External database', (group) => {
  const name = `external_${randomBytes(4).toString('hex')}`

  group.each.teardown(async () => {
    const url = await serverUrl('postgres')
    await ask(url, `DROP DATABASE IF EXISTS ${name}_test`)
    await ask(url, `DROP DATABASE IF EXISTS ${name}`)
  })

  test('is used as it is outside of tests', async ({ assert }) => {
    const url = 'postgresql://crm:secret@db.example.com/crm?sslmode=require'
    assert.deepEqual(await externalDatabase(url, false), { connectionString: url })
  })

  test('is a sibling of its own under test, made once by however many ask', async ({ assert }) => {
    const url = await serverUrl(name)
    await ask(await serverUrl('postgres'), `CREATE DATABASE ${name}`)

    const made = await Promise.all([externalDatabase(url, true), externalDatabase(url, true)])
    const again = await externalDatabase(url, true)

    const [row] = await ask(again.connectionString, 'SELECT current_database() AS name')
    assert.deepEqual(row, { name: `${name}_test` })
    assert.deepEqual(made, [again, again])
  })
})
