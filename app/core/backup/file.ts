import { join, resolve } from 'node:path'

/**
 * Where a backup lies.
 *
 * @param root absolute path of the application
 * @param name as a user has typed it; a new one in storage/backups when it is left out
 */
export function backupFile(root: string, name: string | undefined): string {
  if (name) return resolve(name)
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  return join(root, 'storage', 'backups', `headless-crm-${moment}.tar.gz`)
}

/** `4.2 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
