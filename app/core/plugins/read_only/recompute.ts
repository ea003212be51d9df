import type { LucidRow } from '@adonisjs/lucid/types/model'
import { markSql } from '#core/database/foreign_sql'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { Hook, Plugin } from '#core/plugins/api'
import { writeComputed } from '#core/plugins/read_only/guard'
import { type Known, declaredBy } from '#core/plugins/read_only/known'
import type { ComputedField } from '#core/plugins/read_only/types'
import { actAs } from '#core/plugins/rights/acting'
import type { Resource } from '#core/resources/define_resource'
import { onceAtEnd } from '#core/resources/records/at_end'
import { columnsOf, modelOfRecord, originalColumnsOf } from '#core/resources/records/columns'

/** Fields of one resource that are computed of the records of another one. */
interface Computation {
  readonly plugin: Plugin
  readonly resource: Resource
  readonly of: string
  readonly by: string
  readonly fields: readonly (Known & { readonly compute: ComputedField })[]
}

const CHANGES = ['create', 'update', 'delete', 'restore']

/**
 * The hooks by which fields follow the records that they are computed of: who writes one of these
 * has the record that it belongs to alone, so that each sum has all of them.
 */
export function computingHooks(plugin: Plugin): readonly (readonly [string, Hook])[] {
  return computationsOf(plugin).flatMap((computation) =>
    CHANGES.map((change) => [`${nounOf(plugin, computation)}:${change}`, hookFor(computation)])
  )
}

/** Makes all fields right that were written while the plugin was off. */
export async function recomputeAll(plugin: Plugin): Promise<void> {
  for (const computation of computationsOf(plugin)) {
    const { resource, fields } = computation
    const differs = fields.map(
      (field) =>
        `(${markSql(plugin.id, field.while)} AND r.${field.name} IS DISTINCT FROM ${markSql(plugin.id, field.compute.sql)})`
    )
    const { rows } = await UnitOfWork.get().query<{ id: string }>(
      `SELECT r.id FROM ${resource.table} r
       WHERE r.organization_id = app_organization() AND (${differs.join(' OR ')}) ORDER BY r.id`
    )
    for (const { id } of rows) await recompute(computation, id)
  }
}

function computationsOf(plugin: Plugin): readonly Computation[] {
  const found = new Map<string, Computation>()
  for (const field of declaredBy(plugin)) {
    const { compute, resource } = field
    if (!compute) continue
    const key = `${resource.name} ${compute.of} ${compute.by}`
    const fields = [...(found.get(key)?.fields ?? []), { ...field, compute }]
    found.set(key, { plugin, resource, of: compute.of, by: compute.by, fields })
  }
  return [...found.values()]
}

function nounOf({ resources = [] }: Plugin, { of }: Computation): string {
  return resources.find(({ name }) => name === of)?.noun ?? of
}

function hookFor(computation: Computation): Hook {
  const { resource, by } = computation
  const owners = new WeakMap<LucidRow, readonly string[]>()
  return {
    async before({ record }) {
      const ids = [originalColumnsOf(record)[by], columnsOf(record)[by]].flatMap((id) =>
        typeof id === 'string' ? id : []
      )
      owners.set(record, [...new Set(ids)].sort())
      await UnitOfWork.get().query(
        `SELECT FROM ${resource.table} WHERE organization_id = app_organization() AND id = ANY($1)
         ORDER BY id FOR NO KEY UPDATE`,
        [owners.get(record)]
      )
    },
    async after({ record }) {
      for (const id of owners.get(record) ?? []) {
        await onceAtEnd(`${resource.name} ${id} ${computation.of}`, () =>
          recompute(computation, id)
        )
      }
    },
  }
}

/** Writes what the fields of a record are now. Nothing happens where they are that already. */
async function recompute({ plugin, resource, fields }: Computation, id: string): Promise<void> {
  const columns = fields.map(
    ({ name, compute }) => `${markSql(plugin.id, compute.sql)}::text AS "${name}"`
  )
  const { rows } = await UnitOfWork.get().query<Record<string, string | null>>(
    `SELECT ${columns.join(', ')} FROM ${resource.table} r
     WHERE r.organization_id = app_organization() AND r.id = $1`,
    [id]
  )
  const [values] = rows
  const model = (await resource.model?.())?.default
  const record = values && model && (await lockRecord(model, id))
  if (!record) return
  const { columnsToAttributes } = modelOfRecord(record).$keys
  const named = Object.entries(values).map(([name, value]) => [
    columnsToAttributes.get(name, name),
    value,
  ])
  await actAs(null, () => writeComputed(record, Object.fromEntries(named)))
}
