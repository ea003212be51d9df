import { type Hash, createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { files } from '#config/files'
import { reported } from '#core/files/reported'

/** A file as it came, on this computer. */
export interface SpooledFile {
  readonly path: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

const AN_HOUR_IN_MS = 3_600_000
/** Older than any upload may take. */
const LEFT_BEHIND_MS = 24 * AN_HOUR_IN_MS

let lastCleared = 0

/** Takes a file that arrives piece by piece, on this computer, where no one finds it. */
export class Spool {
  readonly #hash: Hash = createHash('sha256')
  readonly #path: string
  readonly #file: FileHandle
  #bytes = 0
  #isOpen = true

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** @throws 503 when the disk does not take it */
  static open(): Promise<Spool> {
    return reported(async () => {
      await mkdir(files.arriving, { recursive: true, mode: 0o700 })
      await clearLeftBehind()
      const path = join(files.arriving, randomUUID())
      return new Spool(path, await open(path, 'wx', 0o600))
    })
  }

  async write(chunk: Buffer): Promise<void> {
    if (!this.#isOpen) return
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    await reported(() => this.#file.writeFile(chunk))
  }

  /** All of it is there, also after a crash of the computer. */
  async end(): Promise<SpooledFile> {
    await reported(() => this.#file.sync())
    await this.#close()
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Deletes what has come. Also of one that has ended, and of one that was moved. */
  async discard(): Promise<void> {
    await this.#close()
    await rm(this.#path, { force: true })
  }

  async #close() {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.#file.close()
  }
}

/** Of processes that were killed. Once an hour at the most. */
async function clearLeftBehind(): Promise<void> {
  const now = Date.now()
  if (now - lastCleared < AN_HOUR_IN_MS) return
  lastCleared = now
  for (const name of await readdir(files.arriving)) {
    const path = join(files.arriving, name)
    const found = await stat(path).catch(() => null)
    if (found && now - found.mtimeMs > LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}
