import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, access, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { CHECKSUMS } from '#core/backup/manifest'
import { systemCode } from '#embedded_postgres/failure'
import { StartupError } from '#core/health/startup_error'

/** Of zlib: a database shrinks to much the same size as with its default, in half the time. */
const LEVEL = 4
const NOUGHTS = Buffer.alloc(64 * 1024)

/** A tar file that is compressed as it is written and knows the checksums of what it holds. */
export class ArchiveWriter {
  readonly #pack: Pack
  readonly #checksums: Record<string, { bytes: number; sha256: string }> = {}

  /**
   * Writes a file that only its owner can read, whole or not at all.
   *
   * @param fill adds what it is to hold
   * @throws {StartupError} when there is such a file already
   */
  static async write(file: string, fill: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await assertFree(file)
    const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
    try {
      const archive = new ArchiveWriter(pack())
      const output = createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true })
      await Promise.all([
        pipeline(archive.#pack, createGzip({ level: LEVEL }), output),
        fill(archive).then(() => archive.#finish()),
      ])
      await giveName(partial, file)
    } finally {
      await rm(partial, { force: true })
    }
  }

  private constructor(tar: Pack) {
    this.#pack = tar
  }

  async addText(name: string, text: string): Promise<void> {
    const content = Buffer.from(text)
    await this.#add(name, content.length, Readable.from([content]))
  }

  async addFolder(name: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#pack.entry({ name, type: 'directory', mode: 0o700 }, (error) =>
        error ? reject(error) : resolve()
      )
    })
  }

  /** As long as it is now, though a user writes to it. @returns false when it is gone */
  async addFile(name: string, path: string): Promise<boolean> {
    const file = await open(path).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    })
    if (file === null) return false
    try {
      const { size } = await file.stat()
      await this.#add(name, size, Readable.from(contentOf(file, size), { objectMode: false }))
      return true
    } finally {
      await file.close()
    }
  }

  async #add(name: string, size: number, content: Readable): Promise<void> {
    const digest = createHash('sha256')
    content.on('data', (chunk: Buffer) => digest.update(chunk))
    await pipeline(content, this.#pack.entry({ name, size, mode: 0o600 }))
    this.#checksums[name] = { bytes: size, sha256: digest.digest('hex') }
  }

  async #finish(): Promise<void> {
    await this.addText(CHECKSUMS, JSON.stringify(this.#checksums))
    this.#pack.finalize()
  }
}

async function assertFree(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false
  )
  if (isThere) throw new StartupError(`${file} is there already. Remove it, or name another file.`)
}

/** Never in the place of a file that was made meanwhile, where the file system knows links. */
async function giveName(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') await assertFree(file)
    await rename(partial, file)
  }
}

/** A file that was shortened meanwhile ends in noughts; the write-ahead log knows better. */
async function* contentOf(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  let left = size
  while (left > 0) {
    const buffer = Buffer.alloc(Math.min(left, NOUGHTS.length))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, size - left)
    const chunk =
      bytesRead === 0 ? NOUGHTS.subarray(0, buffer.length) : buffer.subarray(0, bytesRead)
    left -= chunk.length
    yield chunk
  }
}
