import { chmod, writeFile } from 'node:fs/promises'

import { HOST } from '#embedded_postgres/address'
import { type Home } from '#embedded_postgres/home'

/** The settings are the application's, not the data's: a newer version may bring other ones. */
export async function configure(home: Home): Promise<void> {
  const settings = {
    listen_addresses: HOST,
    unix_socket_directories: '',
    hba_file: home.access,
    max_connections: '100',
    shared_buffers: '256MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.english',
    log_checkpoints: 'off',
  }
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll('\\', '/').replaceAll("'", "''")}'\n`
  )

  await write(home.configuration, lines.join(''))
  await write(home.access, `host all all ${HOST}/32 scram-sha-256\n`)
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, `# Written at each start of the embedded PostgreSQL.\n${text}`)
  await chmod(file, 0o644)
}
