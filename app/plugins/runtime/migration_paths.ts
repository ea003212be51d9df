import { existsSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#plugins/kit'
import { inOrder } from '#plugins/runtime/order'

/**
 * Where the migrations of plugins are, in the order in which plugins require
 * each other. Relative to the application, so that their recorded names are the
 * same on every machine and in a build.
 */
export function migrationPaths(plugins: readonly Plugin[]): string[] {
  return inOrder(plugins)
    .map(({ id }) => `app/plugins/${id}/migrations`)
    .filter((path) => existsSync(app.makePath(path)))
}
