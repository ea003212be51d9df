import { existsSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#core/plugins/api'
import type { Broken } from '#core/plugins/broken'
import { inOrder } from '#core/plugins/order'

/**
 * Where the migrations of plugins are, in the order in which plugins require
 * each other. Relative to the application, so that their recorded names are the
 * same on every machine and in a build. Those of broken ones are there, too: they
 * have run, or are pending.
 */
export function migrationPaths({
  plugins,
  broken,
}: {
  readonly plugins: readonly Plugin[]
  readonly broken: readonly Broken[]
}): string[] {
  return [...inOrder(plugins), ...broken]
    .map(({ id }) => `app/plugins/${id}/migrations`)
    .filter((path) => existsSync(app.makePath(path)))
}
