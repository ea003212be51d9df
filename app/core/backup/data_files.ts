import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '#embedded_postgres/failure'

/** Made anew when a server starts; their content means nothing to another one. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])

const LEFT_OUT = new Set([
  'backup_label',
  'backup_label.old',
  'current_logfiles',
  'postmaster.opts',
  'postmaster.pid',
  'tablespace_map',
])

const TEMPORARY = /^(pgsql_tmp.*|pg_internal\.init.*|.*\.tmp)$/

/** Says where the server is in its log, and so must be no older than anything else. */
const LAST = 'global/pg_control'

export interface DataFile {
  /** Below the folder of the data, with slashes. */
  readonly path: string
  readonly isFolder: boolean
}

/** What of a server's data belongs to a base backup, a folder before what is in it. */
export async function* dataFiles(data: string): AsyncGenerator<DataFile> {
  yield* below(data, '')
  yield { path: LAST, isFolder: false }
}

async function* below(data: string, folder: string): AsyncGenerator<DataFile> {
  for (const entry of await entriesOf(join(data, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (path === LAST || TEMPORARY.test(entry.name)) continue
    if (folder === '' && LEFT_OUT.has(entry.name)) continue
    if (entry.isDirectory()) {
      yield { path, isFolder: true }
      if (folder !== '' || !EMPTIED.has(entry.name)) yield* below(data, path)
    } else if (entry.isFile()) {
      yield { path, isFolder: false }
    }
  }
}

/** A database that is dropped meanwhile is not in the backup. */
async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
