import { resolve } from 'node:path'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { projectFolder } from '#core/support/project_folder'

/** Where files are kept that belong to no table, and how large one may be. */
export const files = {
  /** Not in the folder of a build, which the next one replaces. */
  folder: resolve(projectFolder(app), env.get('FILES_FOLDER', 'storage/files')),
  /** Bytes of a file. */
  maxBytes: env.get('FILES_MAX_MEGABYTES', 25) * 1024 * 1024,
} as const
