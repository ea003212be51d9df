import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { FilePart, FileStore, KeptFile } from '#core/files/store'

/** No key has it: a file that is about to be kept, and the type of one whose name does not say it. */
const MARK = '!'
const TYPE = `${MARK}type`
const UNKNOWN_TYPE = 'application/octet-stream'

/** Files in a folder of this computer, or one that it shares with others. */
export class LocalStore implements FileStore {
  readonly #folder: string
  readonly #disk: Disk

  constructor(folder: string) {
    this.#folder = folder
    this.#disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  }

  async put(path: string, bytes: Uint8Array, contentType: string | null): Promise<void> {
    const incoming = `${path}${MARK}${randomUUID()}`
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    try {
      await this.#disk.put(incoming, bytes)
      await this.#rename(incoming, path)
    } catch (error) {
      await this.#disk.delete(incoming).catch(() => null)
      throw isOfKeys(error) ? new Error(`"${path}" is a folder of files, or below a file`) : error
    }
    if (contentType === null || contentType === (await this.#typeByName(path))) {
      await this.#disk.delete(`${path}${TYPE}`)
    } else {
      await this.#disk.put(`${path}${TYPE}`, contentType)
    }
  }

  async get(path: string): Promise<KeptFile | null> {
    const bytes = await this.#read(path)
    if (bytes === null) return null
    const type = await this.#read(`${path}${TYPE}`)
    return { bytes, contentType: type?.toString('utf8') ?? (await this.#typeByName(path)) }
  }

  async delete(path: string): Promise<void> {
    for (const each of [path, `${path}${TYPE}`]) {
      await unlessAbsent(() => this.#disk.delete(each))
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    const found = await unlessAbsent(() => this.#disk.listAll(folder, { recursive: true }))
    return [...(found?.objects ?? [])]
      .flatMap((entry) => (entry.isFile && !entry.name.includes(MARK) ? entry.key : []))
      .sort()
  }

  async deleteAll(folder: string): Promise<void> {
    await this.#disk.deleteAll(folder)
  }

  async putFile(path: string, source: string): Promise<void> {
    const target = join(this.#folder, path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    try {
      await rename(source, target)
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error
      const incoming = `${path}${MARK}${randomUUID()}`
      await this.#disk.copyFromFs(source, incoming)
      await this.#rename(incoming, path)
      await rm(source)
    }
  }

  async open(path: string, part: FilePart | null): Promise<Readable | null> {
    const file = await unlessAbsent(() => open(join(this.#folder, path)))
    return file && file.createReadStream(part ?? {})
  }

  /** A stream, since bytes that are asked for at once come with what else the memory holds when there are none. */
  #read(path: string): Promise<Buffer | null> {
    return unlessAbsent(async () => buffer(await this.#disk.getStream(path)))
  }

  /** At once, so that no one reads half of it. */
  async #rename(from: string, to: string): Promise<void> {
    const target = join(this.#folder, to)
    await mkdir(dirname(target), { recursive: true })
    await rename(join(this.#folder, from), target)
  }

  async #typeByName(path: string): Promise<string> {
    const known = await unlessAbsent(() => this.#disk.getMetaData(path))
    return known?.contentType ?? UNKNOWN_TYPE
  }
}

/** There is nothing of that name: not in its folder, or since a file is where that should be. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])
/** A file and a folder of one name. */
const OF_KEYS = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY'])

async function unlessAbsent<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return null
    throw error
  }
}

const isOfKeys = (error: unknown) => OF_KEYS.has(codeOf(error))

/** The code of the operating system, also of an error that flydrive wraps. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code: unknown = Object(cause).code
  return typeof code === 'string' ? code : ''
}
