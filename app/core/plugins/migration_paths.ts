import { existsSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#core/plugins/api'
import type { Broken } from '#core/plugins/broken'
import { inOrder } from '#core/plugins/order'

const CORE = [
  'database',
  'calendar',
  'currency',
  'audit',
  'events',
  'associations',
  'timeline',
  'jobs',
  'plugins',
  'custom_fields',
  'rate_limits',
  'http',
  'files',
  'images',
]

/** Those that no plugin brings along and all of them build on, each on what stands before it. */
const FOUNDATION = ['database', ...CORE.map((room) => `app/core/${room}`)]

/** Those that read what plugins have made. */
const ROOF = ['app/core/access', 'app/admin']

/**
 * Where migrations are, in the order in which they run in a new database: those
 * of core, those of plugins in the order in which these require each other, and
 * those that ask about the tables of several. Relative to the application, so
 * that their recorded names are the same on every machine and in a build. Those
 * of broken plugins are there, too: they have run, or are pending.
 */
export function migrationPaths({
  plugins,
  broken,
}: {
  readonly plugins: readonly Plugin[]
  readonly broken: readonly Broken[]
}): string[] {
  const folders = [...inOrder(plugins), ...broken].map(({ id }) => `app/plugins/${id}`)
  return [...FOUNDATION, ...folders, ...ROOF]
    .map((folder) => `${folder}/migrations`)
    .filter((path) => existsSync(app.makePath(path)))
}
