import type { LucidRow } from '@adonisjs/lucid/types/model'
import { markSql } from '#core/database/foreign_sql'
import { UnitOfWork } from '#core/database/unit_of_work'
import { vetoed } from '#core/plugins/hook_runner'
import { currentPlugins, type PluginSet } from '#core/plugins/plugin_set'
import { type Known, readOnlyFieldsOf } from '#core/plugins/read_only/known'
import type { Resource } from '#core/resources/define_resource'
import { modelOfRecord } from '#core/resources/records/columns'

/** Records that are given what plugins compute. */
const computing = new WeakSet<LucidRow>()

/** Writes into a record what its fields are computed as, which no one else writes. */
export async function writeComputed(
  record: LucidRow,
  values: Readonly<Record<string, unknown>>
): Promise<void> {
  computing.add(record)
  try {
    await record.merge(values).save()
  } finally {
    computing.delete(record)
  }
}

/**
 * Refuses to write what a plugin answers for at this moment. Asks nothing where nothing of that kind
 * is written.
 *
 * @throws 422 with the field and the plugin's reason
 */
export async function ensureWritable(record: LucidRow, noun: string): Promise<void> {
  const known = readOnlyFieldsOf(noun)
  if (known.length === 0 || computing.has(record)) return
  const { $dirty: changed } = record
  const { columnsToAttributes } = modelOfRecord(record).$keys
  const written = known.filter(({ name }) => columnsToAttributes.get(name, name) in changed)
  if (written.length === 0 || UnitOfWork.get().organizationId === null) return
  const [first] = await heldBack(await currentPlugins(), written, String(record.$primaryKeyValue))
  if (first) throw vetoed(first.plugin.id, { field: first.name, message: first.because })
}

/** Why fields of a record are not written now, by their names. */
export async function readOnlyReasons(
  here: PluginSet,
  { noun }: Resource,
  id: string
): Promise<ReadonlyMap<string, string>> {
  const held = await heldBack(here, readOnlyFieldsOf(noun), id)
  return new Map(held.map(({ name, because }) => [name, because]))
}

/** Those of some fields of one resource that no one writes now, of a record in it. */
async function heldBack(
  here: PluginSet,
  fields: readonly Known[],
  id: string
): Promise<readonly Known[]> {
  const on = fields.filter(({ plugin }) => here.has(plugin.id))
  const [one] = on
  if (!one) return []
  const conditions = on.map((field) => markSql(field.plugin.id, field.while))
  const { rows } = await UnitOfWork.get().query<{ held: boolean[] }>(
    `SELECT ARRAY[${conditions.join(', ')}] AS held FROM ${one.resource.table} r
     WHERE r.organization_id = app_organization() AND r.id = $1`,
    [id]
  )
  const held = rows[0]?.held ?? []
  return on.filter((_, index) => held[index] === true)
}
