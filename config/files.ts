import { resolve } from 'node:path'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { projectFolder } from '#core/support/project_folder'

/** Not in the folder of a build, which the next one replaces. */
const folder = resolve(projectFolder(app), env.get('FILES_FOLDER', 'storage/files'))

/** Where files are kept that belong to no table, and how large they may be. */
export const files = {
  folder,
  /** Files that are on their way, until they have been looked at. Beside the others, so that they are moved and not copied. */
  arriving: resolve(folder, '.arriving'),
  /** Bytes of a file. */
  maxBytes: env.get('FILES_MAX_MEGABYTES', 25) * 1024 * 1024,
  /** How much the records of an organization may have in files, unless a superuser says otherwise. */
  quotaMegabytes: env.get('FILES_QUOTA_MEGABYTES', 10_240),
  /** For how long a link without a login may be good. */
  maxLinkMinutes: env.get('FILES_LINK_MAX_MINUTES', 60),
} as const

/** A bucket of S3, or of what speaks as it does. */
export interface Bucket {
  readonly name: string
  readonly region: string
  /** Undefined: Amazon's own. */
  readonly endpoint: string | undefined
  /** Whether the bucket is the first part of the path instead of the host. */
  readonly isPathStyle: boolean
  /** Undefined: what the computer is given, by its environment or its role. */
  readonly credentials:
    { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  /** Whether clients send files to it, and read them from it, themselves. */
  readonly isDirect: boolean
}

/** Where files are kept instead of the folder; null when that is where they are. */
export const bucket: Bucket | null = readBucket()

function readBucket(): Bucket | null {
  const name = env.get('FILES_S3_BUCKET')
  if (!name) return null
  const endpoint = env.get('FILES_S3_ENDPOINT')
  const accessKeyId = env.get('FILES_S3_ACCESS_KEY_ID')
  const secretAccessKey = env.get('FILES_S3_SECRET_ACCESS_KEY')?.release()
  return {
    name,
    region: env.get('FILES_S3_REGION', 'us-east-1'),
    endpoint,
    isPathStyle: env.get('FILES_S3_PATH_STYLE', endpoint !== undefined),
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    isDirect: env.get('FILES_S3_DIRECT', false),
  }
}

/** What pictures of records may be: they are decoded, and encoded anew. */
export const imageTypes = ['image/gif', 'image/jpeg', 'image/png', 'image/webp']

/**
 * What files of records may be, as their content says, with the endings that their names may have: the
 * first one is given to what has none of them. What a browser would run is not among them.
 */
export const fileTypes: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/zip': ['zip'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['wav'],
  'image/gif': ['gif'],
  'image/heic': ['heic'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/tiff': ['tif', 'tiff'],
  'image/webp': ['webp'],
  'text/plain': ['txt', 'csv', 'eml', 'ics', 'json', 'log', 'md', 'tsv', 'vcf'],
  'video/mp4': ['mp4'],
}
