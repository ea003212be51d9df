import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { StartupError } from '#core/health/startup_error'
import type { Plugin } from '#core/plugins/api'
import { type Entry, entriesFor, jsonPathOf, pathOf } from '#core/plugins/fields/entries'
import { searchFunctionOf, searchIndexOf, uniqueIndexOf } from '#core/plugins/fields/names'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import {
  createIndexConcurrently,
  createSecurityDefiner,
  dropSecurityDefiners,
} from '#database/helpers/v3'

/**
 * What the database holds for fields of plugins, besides their values: an index that keeps them
 * unique, and an index with a function by which they are searched. Made after migrations have run,
 * dropped with the plugin. Each bears the field's name as its comment.
 */
interface FieldObject {
  readonly kind: 'index' | 'function'
  readonly name: string
  /** `extensions.taxes.number` */
  readonly field: string
  readonly table: string
  readonly make: (db: QueryClientContract) => Promise<void>
}

/** Of all fields that a plugin adds. */
export function fieldObjectsOf(plugin: Plugin): FieldObject[] {
  return Object.keys(plugin.fields ?? {}).flatMap((name) => {
    const resource = resources.get(name)
    if (!resource) return []
    return entriesFor(resource, [plugin]).flatMap((entry) => [
      ...(entry.field.isUnique ? [uniqueIndex(entry, resource)] : []),
      ...(entry.field.isSearched && resource.searchable
        ? [searchIndex(entry, resource), searchFunction(entry, resource)]
        : []),
    ])
  })
}

/** Those that are missing. As the login role. */
export async function missingObjects(
  plugins: readonly Plugin[],
  db: QueryClientContract
): Promise<FieldObject[]> {
  const wanted = plugins.flatMap(fieldObjectsOf)
  if (wanted.length === 0) return []
  const there = new Set((await presentObjects(db)).map(({ name }) => name))
  return wanted.filter(({ name }) => !there.has(name))
}

/**
 * Makes what is missing for the fields of plugins, and drops what their plugins declare no more. Of
 * plugins that are not among them nothing is dropped: their data waits.
 *
 * @param db of the login role; outside of a transaction, indexes hold up no one who writes
 * @throws {StartupError} naming a field whose values are not unique
 */
export async function settleFieldObjects(
  plugins: readonly Plugin[],
  db: QueryClientContract
): Promise<void> {
  const wanted = new Set(plugins.flatMap(fieldObjectsOf).map(({ name }) => name))
  const mine = (field: string) => plugins.some(({ id }) => field.startsWith(`extensions.${id}.`))
  const present = await presentObjects(db)
  await drop(
    db,
    present.filter(({ name, field }) => mine(field) && !wanted.has(name))
  )
  for (const object of await missingObjects(plugins, db)) await make(object, db)
}

/** Drops all that there is for the fields of a plugin, whatever it declares by now. */
export async function dropFieldObjects(id: string, db: QueryClientContract): Promise<void> {
  const present = await presentObjects(db)
  await drop(
    db,
    present.filter(({ field }) => field.startsWith(`extensions.${id}.`))
  )
}

async function make(object: FieldObject, db: QueryClientContract): Promise<void> {
  const { kind, name, field, table } = object
  try {
    await object.make(db)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new StartupError(
      `"${field.split('.')[1]}" cannot keep ${field} unique: records of ${table} have the same value.`,
      ['Change their values, and run "node ace migration:run" again.']
    )
  }
  const called = kind === 'index' ? `INDEX ${name}` : `FUNCTION ${name}(text)`
  if (kind === 'index') {
    await db.rawQuery(`COMMENT ON ${called} IS '${field}'`)
    return
  }
  await asSystem(db, (client) => client.rawQuery(`COMMENT ON ${called} IS '${field}'`))
}

interface Present {
  readonly kind: 'index' | 'function'
  readonly name: string
  readonly field: string
}

/** What is there, by its comment. An index whose making failed does not count. */
async function presentObjects(db: QueryClientContract): Promise<Present[]> {
  const { rows } = await db.rawQuery<{ rows: Present[] }>(
    `SELECT 'index' AS kind, c.relname AS name, d.description AS field
     FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND c.relkind = 'i'
     JOIN pg_index i ON i.indexrelid = c.oid AND i.indisvalid
     WHERE d.classoid = 'pg_class'::regclass AND d.description LIKE 'extensions.%'
       AND c.relnamespace = 'public'::regnamespace
     UNION ALL
     SELECT 'function', p.proname, d.description
     FROM pg_description d JOIN pg_proc p ON p.oid = d.objoid
     WHERE d.classoid = 'pg_proc'::regclass AND d.description LIKE 'extensions.%'
       AND p.pronamespace = 'public'::regnamespace`
  )
  return rows
}

async function drop(db: QueryClientContract, objects: readonly Present[]): Promise<void> {
  for (const { kind, name } of objects) {
    if (kind === 'index') await db.rawQuery(`DROP INDEX ${name}`)
    else await inTransaction(db, (trx) => dropSecurityDefiners(trx, `${name}(text)`))
  }
}

const valueOf = (entry: Entry, alias = '') => `(${alias}extensions #>> '${jsonPathOf(entry)}')`

/** A deleted record keeps its value and stands in no one's way; it comes back if its value is free. */
function uniqueIndex(entry: Entry, { table, softDeletes }: Resource): FieldObject {
  const name = uniqueIndexOf(entry, table)
  const living = softDeletes ? 'WHERE deleted_at IS NULL' : ''
  const definition = `ON ${table} (organization_id, ${valueOf(entry)}) ${living}`
  return {
    kind: 'index',
    name,
    field: pathOf(entry),
    table,
    make: (db) => createIndex(db, name, definition, { unique: true }),
  }
}

function searchIndex(entry: Entry, { table }: Resource): FieldObject {
  const name = searchIndexOf(entry, table)
  const value = valueOf(entry)
  const definition = `ON ${table} USING gin (organization_id, fold_text(${value}) gin_trgm_ops)
    WHERE deleted_at IS NULL AND ${value} IS NOT NULL`
  return {
    kind: 'index',
    name,
    field: pathOf(entry),
    table,
    make: (db) => createIndex(db, name, definition),
  }
}

/** Of `crm_system`, as `searchRecords` says of its own: LIKE is not leakproof. */
function searchFunction(entry: Entry, { table }: Resource): FieldObject {
  const name = searchFunctionOf(entry, table)
  const value = valueOf(entry, 'record.')
  const text = `fold_text(${value})`
  const body = `LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_custom_plan AS $$
    DECLARE
      folded text := fold_text(btrim(term));
      words text[] := search_words(term);
      first text := words[1];
      second text := words[2];
      third text := words[3];
    BEGIN
      RETURN QUERY SELECT record.id, search_rank(${text}, folded), record.created_at::timestamptz
      FROM ${table} record
      WHERE record.organization_id = app_organization() AND record.deleted_at IS NULL
        AND ${value} IS NOT NULL AND ${text} LIKE first
        AND (second IS NULL OR ${text} LIKE second) AND (third IS NULL OR ${text} LIKE third)
        AND (words[4] IS NULL OR ${text} LIKE ALL (words));
    END $$`
  const signature = `${name}(term text) RETURNS TABLE (id uuid, rank integer, created_at timestamptz)`
  return {
    kind: 'function',
    name,
    field: pathOf(entry),
    table,
    make: (db) =>
      inTransaction(db, (trx) => createSecurityDefiner(trx, signature, body, ['crm_app'])),
  }
}

/** Where the plugin comes or goes in a transaction, the index does, too. */
async function createIndex(
  db: QueryClientContract,
  name: string,
  definition: string,
  { unique = false } = {}
): Promise<void> {
  if (!db.isTransaction) return createIndexConcurrently(db, name, definition, { unique })
  await db.rawQuery(`CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name} ${definition}`)
}

/** Whose roles are set for the transaction only. */
async function inTransaction(
  db: QueryClientContract,
  work: (trx: QueryClientContract) => Promise<unknown>
): Promise<void> {
  if (db.isTransaction) await work(db)
  else await db.transaction(async (trx) => void (await work(trx)))
}

function asSystem(
  db: QueryClientContract,
  work: (trx: QueryClientContract) => Promise<unknown>
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await trx.rawQuery('SET LOCAL ROLE crm_system')
    await work(trx)
    await trx.rawQuery('RESET ROLE')
  })
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
