import type { Database } from '@adonisjs/lucid/database'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { MigrationLock } from '#core/database/migration_lock'
import { keepCustomFieldValues } from '#core/custom_fields/triggers'
import { runMaintenance } from '#core/database/connection_health'
import { installedPlugins } from '#core/plugins/installed'

/** Who makes the indexes of plugins' fields. Migrations have given theirs back by then. */
const LOCK = 2_006

let isTaught = false

/**
 * Has every run of migrations that succeeds end with the indexes that the fields of plugins ask
 * for, and with the triggers that keep what organizations index, whoever starts it: a plugin declares a
 * field as unique, or a resource as extensible, and writes no SQL.
 */
export function settleFieldsAfterMigrations(db: Database): void {
  if (isTaught) return
  isTaught = true
  const run = MigrationRunner.prototype.run
  MigrationRunner.prototype.run = async function () {
    const result = await run.call(this)
    if (!this.dryRun && this.direction === 'up' && !this.error) {
      await settle(db)
      await keepCustomFieldValues(db.connection())
    }
    return result
  }
}

async function settle(db: Database): Promise<void> {
  const plugins = installedPlugins().filter(({ fields }) => fields !== undefined)
  if (plugins.length === 0) return
  const { missingObjects, settleFieldObjects } = await import('#core/plugins/fields/objects')
  const lock =
    (await missingObjects(plugins, db.connection())).length > 0
      ? await MigrationLock.take(LOCK)
      : null
  try {
    await runMaintenance(() => settleFieldObjects(plugins, db.connection()))
  } finally {
    await lock?.release()
  }
}
