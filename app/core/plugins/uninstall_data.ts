import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { dropFieldObjects } from '#core/plugins/fields/objects'
import { FAILURES } from '#core/plugins/delivery/breaker'
import { SCHEMA } from '#core/jobs/schema'
import {
  type OwnedObjects,
  JOBS_OF_PLUGIN,
  ROWS_OF_PLUGIN,
  asSystemRole,
} from '#core/plugins/owned_objects'
import { KEPT_BATCH } from '#core/plugins/status'
import { installedPlugin } from '#core/plugins/installed'
import { migrationsFolder, migrationsOf, revertMigration } from '#core/plugins/plugin_migrations'

/** The names of migrations that are recorded and whose files are not there. */
export async function missingMigrations(
  id: string,
  { migrations }: OwnedObjects
): Promise<string[]> {
  const files = new Set((await migrationsOf(id)).map(({ name }) => name))
  return migrations.filter((name) => !files.has(name))
}

/**
 * Takes everything that a plugin has out of the database. As the login role, in
 * one transaction of the caller's, so that it happens wholly or not at all.
 *
 * What the audit log says about its records stays: the log is append-only.
 */
export async function removePlugin(
  id: string,
  inventory: OwnedObjects,
  client: QueryClientContract
): Promise<void> {
  await dropFieldObjects(id, client)
  await asSystemRole(client, async () => {
    for (const { table } of inventory.values) {
      await client.rawQuery(
        `UPDATE ${table} SET extensions = extensions - ? WHERE jsonb_exists(extensions, ?)`,
        [id, id]
      )
    }
    await client.rawQuery(
      'DELETE FROM associations WHERE from_type = ANY(?::text[]) OR to_type = ANY(?::text[])',
      [associatedOf(id, inventory), associatedOf(id, inventory)]
    )
    await client.rawQuery('DELETE FROM timeline_items WHERE type = ANY(?::text[])', [
      associatedOf(id, inventory),
    ])
    for (const { table } of inventory.tables) {
      await client.rawQuery('DELETE FROM code_counters WHERE resource = ?', [table])
      await client.rawQuery('DELETE FROM record_counters WHERE resource = ?', [table])
    }
    for (const table of ROWS_OF_PLUGIN) {
      await client.rawQuery(`DELETE FROM ${table} WHERE plugin = ?`, [id])
    }
    await client.rawQuery('DELETE FROM organization_plugins WHERE plugin = ?', [id])
    await client.rawQuery('DELETE FROM known_plugins WHERE id = ?', [id])
  })
  await withdraw(id, inventory, client)
  const newestFirst = (await migrationsOf(id)).reverse()
  for (const migration of newestFirst) {
    if (inventory.migrations.includes(migration.name)) await revertMigration(migration, client)
  }
  await client.rawQuery('DELETE FROM adonis_schema WHERE name LIKE ?', [
    `${migrationsFolder(id)}/%`,
  ])
}

/** The names of its resources, as far as they are known: its tables bear them, and its manifest. */
function associatedOf(id: string, { tables }: OwnedObjects): string[] {
  const declared = installedPlugin(id)?.resources ?? []
  return [
    ...declared.map(({ name }) => name),
    ...tables.map(({ table }) => table.replaceAll('_', '-')),
  ]
}

/**
 * Takes a plugin out of use and leaves its tables, values, settings and processes,
 * and the messages for its paused listeners, where they are, for the day when it
 * comes back. Jobs go: processes find out that theirs are gone, and listeners that
 * were paused are told of the next message.
 */
export async function setPluginAside(
  id: string,
  inventory: OwnedObjects,
  client: QueryClientContract
): Promise<void> {
  await withdraw(id, inventory, client)
  await asSystemRole(client, async () => {
    await client.rawQuery('DELETE FROM known_plugins WHERE id = ?', [id])
    await client.rawQuery(
      `UPDATE listener_breakers SET retry_at = NULL, failed = failed[1:?]
       WHERE plugin = ? AND retry_at IS NOT NULL`,
      [FAILURES - 1, id]
    )
  })
  await client.rawQuery('UPDATE adonis_schema SET batch = ? WHERE name LIKE ?', [
    KEPT_BATCH,
    `${migrationsFolder(id)}/%`,
  ])
}

/** What was set aside is in use again. It ran before everything else that has come meanwhile. */
export async function resumeMigrations(id: string): Promise<void> {
  await db.rawQuery('UPDATE adonis_schema SET batch = 1 WHERE batch = ? AND name LIKE ?', [
    KEPT_BATCH,
    `${migrationsFolder(id)}/%`,
  ])
}

/** Grants of permissions that no one knows any more, and jobs that no one works. */
async function withdraw(
  id: string,
  { grants }: OwnedObjects,
  client: QueryClientContract
): Promise<void> {
  await asSystemRole(client, async () => {
    for (const permission of grants) {
      await client.rawQuery('DELETE FROM role_permissions WHERE permission = ?', [permission])
      await client.rawQuery(
        `UPDATE api_keys SET permissions = array_remove(permissions, ?)
         WHERE ? = ANY(permissions)`,
        [permission, permission]
      )
    }
  })
  await client.rawQuery(`DELETE FROM ${SCHEMA}.job WHERE ${JOBS_OF_PLUGIN}`, [id, id, id, id])
  await client.rawQuery(`DELETE FROM ${SCHEMA}.schedule WHERE name LIKE ? || '/%'`, [id])
  await client.rawQuery(`DELETE FROM ${SCHEMA}.queue WHERE name LIKE ? || '/%'`, [id])
}
