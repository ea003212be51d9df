import assert from 'node:assert/strict'
import { withConnection, withDatabase } from './support/database.js'
import { Program } from './support/program.js'

export const name = 'racing_migrations'
export const title =
  'Processes that migrate at once wait for each other, and one that is killed holds up no one'

const migrate = (url: URL) =>
  new Program(['ace.js', 'migration:run', '--force', '--compact-output', '--no-schema-generate'], {
    DATABASE_URL: url.href,
  })

async function allEnd(programs: readonly Program[]): Promise<void> {
  const codes = await Promise.all(programs.map((program) => program.ended()))
  const outputs = programs.map(({ output }) => output).join('\n')
  assert.deepEqual(
    codes,
    programs.map(() => 0),
    outputs
  )
}

export async function run(): Promise<void> {
  await withDatabase(async (url) => {
    await allEnd([migrate(url), migrate(url), migrate(url)])
  })
  await withDatabase(async (url) => {
    const first = migrate(url)
    await withConnection(url, async (client) => {
      while (!(await hasBegun(client))) await client.query('SELECT pg_sleep(0.02)')
    })
    const second = migrate(url)
    await first.kill()
    await allEnd([second])
  })
}

async function hasBegun(client: { query(text: string): Promise<{ rows: unknown[] }> }) {
  const { rows } = await client.query(`SELECT 1 WHERE to_regclass('adonis_schema') IS NOT NULL`)
  return rows.length > 0
}
