import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import {
  type BackupHeader,
  CHECKSUMS,
  type Checksums,
  HEADER,
  readChecksums,
  readHeader,
} from '#core/backup/manifest'
import { systemCode } from '#embedded_postgres/failure'
import { StartupError } from '#core/health/startup_error'

/** What the backup may hold besides its own two files: paths below `data/` that stay there. */
const INSIDE = /^data(\/[\w.-]+)*\/?$/

interface Target {
  /** Where the data goes; made when it is missing. */
  readonly folder: string
  /** Called before anything is written. @throws to stop */
  accept(header: BackupHeader): Promise<void> | void
  /** Called for each folder and file that was made. */
  made(path: string): Promise<void>
}

/**
 * Unpacks a backup and compares each file with its checksum.
 *
 * @throws {StartupError} when the file is no backup, or is damaged or cut off
 */
export async function unpack(file: string, target: Target): Promise<BackupHeader> {
  const reading = new AbortController()
  const entries = extract()
  const [read, streamed] = await Promise.allSettled([
    readEntries(entries, target).finally(() => reading.abort()),
    pipeline(createReadStream(file), createGunzip(), entries, { signal: reading.signal }),
  ])
  if (read.status === 'fulfilled') return read.value
  if (read.reason instanceof StartupError) throw read.reason
  const cause = streamed.status === 'rejected' && !reading.signal.aborted ? streamed.reason : null
  throw damaged(file, read.reason, cause)
}

async function readEntries(
  entries: ReturnType<typeof extract>,
  target: Target
): Promise<BackupHeader> {
  const seen: Record<string, { bytes: number; sha256: string }> = {}
  let header: BackupHeader | null = null
  let expected: Checksums | null = null
  for await (const entry of entries) {
    const { name, type } = entry.header
    if (header === null) {
      if (name !== HEADER) throw new StartupError('This file is no backup of headless-crm.')
      const content = await text(entry)
      header = await readHeader(content)
      seen[name] = digestOf(content)
      await target.accept(header)
    } else if (name === CHECKSUMS) {
      expected = await readChecksums(await text(entry))
    } else if (!INSIDE.test(name) || name.split('/').includes('..')) {
      throw new StartupError(`The backup holds ${JSON.stringify(name)}, which is not of its kind.`)
    } else {
      const path = join(target.folder, name.slice('data'.length))
      if (type === 'directory') {
        await mkdir(path, { recursive: true, mode: 0o700 })
        entry.resume()
      } else if (type === 'file') {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        seen[name] = await write(path, entry)
      } else {
        throw new StartupError(`The backup holds ${JSON.stringify(name)}, which is no file.`)
      }
      await target.made(path)
    }
  }
  if (header === null) throw new StartupError('This file is no backup of headless-crm.')
  assertWhole(seen, expected)
  return header
}

async function write(path: string, content: AsyncIterable<unknown>) {
  const digest = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const chunk of content) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('An archive consists of bytes')
      digest.update(chunk)
      bytes += chunk.length
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return { bytes, sha256: digest.digest('hex') }
}

function digestOf(content: string) {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { bytes: Buffer.byteLength(content), sha256 }
}

function assertWhole(seen: Checksums, expected: Checksums | null): void {
  if (expected === null)
    throw new StartupError('The backup is truncated: its checksums are missing.')
  const names = new Set([...Object.keys(seen), ...Object.keys(expected)])
  const wrong = [...names].filter((name) => seen[name]?.sha256 !== expected[name]?.sha256)
  if (wrong.length === 0) return
  throw new StartupError(
    `The backup is damaged: ${wrong.length} of its files differ from their checksums.`,
    wrong.slice(0, 5)
  )
}

/** What tar-stream says of a file that is no whole archive. */
const NOT_WHOLE = /^(Unexpected end of data|Invalid tar header)/

/** The refusal that one of these errors stands for, or the first of them that there is. */
function damaged(file: string, ...causes: unknown[]): unknown {
  for (const cause of causes) {
    const code = systemCode(cause)
    if (code === 'ENOENT') return new StartupError(`There is no file ${file}.`)
    const says = cause instanceof Error ? cause.message : ''
    if (code?.startsWith('Z_') || NOT_WHOLE.test(says)) {
      return new StartupError(`The backup ${file} is damaged or cut off (${says}).`)
    }
  }
  return causes.find((cause) => cause instanceof Error)
}
