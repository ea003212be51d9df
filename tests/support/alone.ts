import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'

/**
 * Removes the organizations that earlier tests have left, for a group that walks through all there
 * are: commands, upgrades and uninstalling take as long as there are organizations.
 */
export function alone(group: Group): void {
  group.setup(async () => void (await db.rawQuery('TRUNCATE organizations CASCADE')))
}
