import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { S3Driver } from 'flydrive/drivers/s3'
import type { Bucket } from '#config/files'
import type { FilePart, FileStore, KeptFile, SignedAnswer, SignedUpload } from '#core/files/store'

const UNKNOWN_TYPE = 'application/octet-stream'
/** A bucket that does not answer is away; no request waits for it for longer. */
const CONNECT_MS = 5_000
const SILENT_MS = 30_000

/** Files in a bucket of S3, or of what speaks as it does. No one but this application, and whom it lets, reads them. */
export class S3Store implements FileStore {
  readonly #client: S3Client
  readonly #driver: S3Driver
  readonly #bucket: string
  readonly signUpload: FileStore['signUpload']
  readonly signDownload: FileStore['signDownload']

  constructor({ name, region, endpoint, isPathStyle, credentials, isDirect }: Bucket) {
    this.#bucket = name
    this.#client = new S3Client({
      region,
      forcePathStyle: isPathStyle,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
      /* Other servers than Amazon's know none of the newer checksums. */
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    })
    this.#driver = new S3Driver({
      client: this.#client,
      bucket: name,
      visibility: 'private',
      supportsACL: false,
    })
    if (isDirect) {
      this.signUpload = (path, bytes, seconds) => this.#signUpload(path, bytes, seconds)
      this.signDownload = (path, answered, seconds) => this.#signDownload(path, answered, seconds)
    }
  }

  async put(path: string, bytes: Uint8Array, contentType: string | null): Promise<void> {
    await coded(() => this.#driver.put(path, bytes, { contentType: contentType ?? UNKNOWN_TYPE }))
  }

  async get(path: string): Promise<KeptFile | null> {
    return coded(async () => {
      const found = await this.#read(path, null)
      if (!found?.Body) return null
      const bytes = await found.Body.transformToByteArray()
      return { bytes, contentType: found.ContentType ?? UNKNOWN_TYPE }
    })
  }

  async delete(path: string): Promise<void> {
    await coded(() => this.#driver.delete(path))
  }

  async list(folder: string): Promise<readonly string[]> {
    return coded(async () => {
      const keys: string[] = []
      let paginationToken: string | undefined
      do {
        const page = await this.#driver.listAll(`${folder}/`, {
          recursive: true,
          ...(paginationToken !== undefined && { paginationToken }),
        })
        for (const entry of page.objects) if (entry.isFile) keys.push(entry.key)
        paginationToken = page.paginationToken
      } while (paginationToken !== undefined)
      return keys.sort()
    })
  }

  async deleteAll(folder: string): Promise<void> {
    /* Not of a folder whose name begins with this one's. */
    await coded(() => this.#driver.deleteAll(`${folder}/`))
  }

  async putFile(path: string, source: string, contentType: string): Promise<void> {
    const { size: contentLength } = await stat(source)
    await coded(() =>
      this.#driver.putStream(path, createReadStream(source), { contentType, contentLength })
    )
  }

  async open(path: string, part: FilePart | null): Promise<Readable | null> {
    return coded(async () => {
      const found = await this.#read(path, part)
      return found?.Body instanceof Readable ? found.Body : null
    })
  }

  async #read(path: string, part: FilePart | null) {
    const range = part && `bytes=${part.start}-${part.end}`
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: path,
      ...(range !== null && { Range: range }),
    })
    try {
      return await this.#client.send(command)
    } catch (error) {
      if (error instanceof NoSuchKey) return null
      throw error
    }
  }

  /** The length is signed, so that the bucket takes no other. */
  async #signUpload(path: string, bytes: number, seconds: number): Promise<SignedUpload> {
    const url = await coded(() =>
      this.#driver.getSignedUploadUrl(path, { expiresIn: seconds, ContentLength: bytes })
    )
    return { url, headers: {} }
  }

  #signDownload(path: string, answered: SignedAnswer, seconds: number): Promise<string> {
    const { disposition: contentDisposition, contentType } = answered
    return coded(() =>
      this.#driver.getSignedUrl(path, {
        expiresIn: seconds,
        contentDisposition,
        contentType,
        ResponseCacheControl: 'private, no-store',
      })
    )
  }
}

/** An error of the storage has a code, by which it is told from one of ours. */
class BucketError extends Error {
  readonly code = 'E_BUCKET'
}

async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const isAnswer = cause instanceof S3ServiceException
    const status = isAnswer ? ` (${cause.$metadata.httpStatusCode ?? 'no status'})` : ''
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw new BucketError(`The bucket says ${reason}${status}`, { cause })
  }
}
