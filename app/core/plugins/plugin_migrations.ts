import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Schema = new (db: QueryClientContract, file: string, dryRun: boolean) => BaseSchema

/** One migration of a plugin, by the name under which Lucid records it. */
export interface PluginMigration {
  readonly name: string
  load(): Promise<Schema>
}

/** Where the migrations of a plugin are, relative to the application. */
export function migrationsFolder(id: string): string {
  return `app/plugins/${id}/migrations`
}

/** The plugin that a recorded migration is of; null when it is one of the core’s own. */
export function pluginOfMigration(name: string): string | null {
  return /^app\/plugins\/([^/]+)\/migrations\//.exec(name)?.[1] ?? null
}

/** The migrations in a plugin's folder, in their order. */
export async function migrationsOf(id: string): Promise<PluginMigration[]> {
  const folder = app.makePath(migrationsFolder(id))
  if (!existsSync(folder)) return []
  const files = (await readdir(folder)).filter((file) => /(?<!\.d)\.(ts|js)$/.test(file))
  return files
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((file) => ({
      name: `${migrationsFolder(id)}/${file.replace(/\.(ts|js)$/, '')}`,
      async load() {
        const module: { default: Schema } = await import(
          pathToFileURL(app.makePath(migrationsFolder(id), file)).href
        )
        return module.default
      },
    }))
}

/** The names of those that have run, newest first. */
export async function recordedMigrations(
  id: string,
  client: QueryClientContract = db.connection()
): Promise<string[]> {
  const { rows } = await client.rawQuery<{ rows: { name: string }[] }>(
    'SELECT name FROM adonis_schema WHERE name LIKE ? ORDER BY id DESC',
    [`${migrationsFolder(id)}/%`]
  )
  return rows.map(({ name }) => name)
}

/** Does one of them in the transaction of the client. */
export async function applyMigration(
  { name, load }: PluginMigration,
  client: QueryClientContract
): Promise<void> {
  const Migration = await load()
  await new Migration(client, name, false).execUp()
}

/** Undoes one of them. */
export async function revertMigration(
  { name, load }: PluginMigration,
  client: QueryClientContract
): Promise<void> {
  const Migration = await load()
  await new Migration(client, name, false).execDown()
}
