import { createHmac } from 'node:crypto'
import vine from '@vinejs/vine'
import { StartupError } from '#core/health/startup_error'

/** Raised when an older version of this application could not read what a newer one writes. */
export const FORMAT = 1

/** The first and the last entry of a backup. */
export const HEADER = 'backup.json'
export const CHECKSUMS = 'checksums.json'

/** What a backup says about itself before its data. */
export interface BackupHeader {
  readonly format: number
  /** The version of the application that made it. */
  readonly application: string
  /** The major version of PostgreSQL, whose data no other one can read. */
  readonly postgres: number
  /** `linux-x64`: data is not the same on every architecture. */
  readonly platform: string
  /** ISO 8601. */
  readonly created_at: string
  /** Tells whether another APP_KEY is the same one, and nothing else about it. */
  readonly app_key: string
  /** The migrations that the database had seen. */
  readonly migrations: string[]
}

/** Size in bytes and SHA-256 of each file, by its path in the backup. */
export type Checksums = Readonly<
  Record<string, { readonly bytes: number; readonly sha256: string }>
>

const header = vine.create({
  format: vine.number({ strict: true }),
  application: vine.string(),
  postgres: vine.number({ strict: true }),
  platform: vine.string(),
  created_at: vine.string(),
  app_key: vine.string(),
  migrations: vine.array(vine.string()),
})

const checksums = vine.create(
  vine.record(
    vine.object({
      bytes: vine.number({ strict: true }),
      sha256: vine.string().fixedLength(64),
    })
  )
)

/** @throws {StartupError} when it is no backup of this application, or one of a newer version */
export async function readHeader(text: string): Promise<BackupHeader> {
  const [failure, read] = await header.tryValidate(parse(text))
  if (failure || !read) throw new StartupError('This file is no backup of headless-crm.')
  if (read.format !== FORMAT) {
    throw new StartupError(
      `The backup has the format ${read.format}, and this version of headless-crm reads ${FORMAT}. ` +
        `Restore it with version ${read.application}.`
    )
  }
  return read
}

/** @throws {StartupError} when they cannot be read */
export async function readChecksums(text: string): Promise<Checksums> {
  const [failure, read] = await checksums.tryValidate(parse(text))
  if (failure || !read) throw new StartupError('The checksums of the backup cannot be read.')
  return read
}

/** What can be told of an APP_KEY without telling it. */
export function fingerprint(appKey: string): string {
  return createHmac('sha256', appKey).update('headless-crm backup').digest('hex').slice(0, 16)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
