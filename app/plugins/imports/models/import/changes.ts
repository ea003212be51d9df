import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { columnsOf, modelOfRecord } from '#core/resources/records/columns'
import { kindOf } from '#core/resources/records/same_value'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

type Values = Readonly<Record<string, unknown>>

/** What a line did to a record. */
export interface Change {
  readonly id: string
  /** What stood where it wrote, by the names of columns; null for a record that it made. */
  readonly before: Values | null
}

/** What stands in a record where a change is about to write, so that it can be written again. @param elsewhere what `keptElsewhere` found */
export function valuesBefore(record: LucidRow, change: Values, elsewhere: Values): Values {
  const present = { ...columnsOf(record), ...elsewhere }
  const model = modelOfRecord(record)
  return Object.fromEntries(
    Object.entries(change).map(([column, value]) => {
      if (column === 'extensions') return [column, extensionsBefore(present.extensions, value)]
      const attribute = model.$keys.columnsToAttributes.get(column, column)
      return [column, writable(present[column] ?? null, kindOf(model, attribute) === 'date')]
    })
  )
}

/** Of plugins' fields those that are written; null where there was nothing. */
function extensionsBefore(present: unknown, written: unknown): Values {
  return Object.fromEntries(
    Object.entries(Object(written)).map(([plugin, values]) => {
      const there: Values = Object(Object(present)[plugin])
      const names = Object.keys(Object(values))
      return [plugin, Object.fromEntries(names.map((name) => [name, there[name] ?? null]))]
    })
  )
}

function writable(value: unknown, isDay: boolean): unknown {
  if (!DateTime.isDateTime(value)) return value
  return isDay ? value.toISODate() : value.toISO()
}

/**
 * Keeps what lines did to records, and the versions that these have now. Of
 * several changes of one record, what stood before the first one is kept.
 */
export async function storeChanges(
  importId: string,
  { table }: Resource,
  changes: readonly Change[]
): Promise<void> {
  if (changes.length === 0) return
  const first = new Map<string, Change>()
  for (const { id, before } of changes) {
    const known = first.get(id)
    first.set(
      id,
      known ? { id, before: known.before && { ...before, ...known.before } } : { id, before }
    )
  }
  await UnitOfWork.get().query(
    `INSERT INTO import_changes (organization_id, import_id, record_id, version, before)
     SELECT $1, $2, r.id, r.version, nullif(made.change -> 'before', 'null')
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY made (change, n)
     JOIN ${table} r ON r.organization_id = $1 AND r.id = (made.change ->> 'id')::uuid
     ORDER BY made.n
     ON CONFLICT (organization_id, import_id, record_id) DO UPDATE
     SET version = EXCLUDED.version,
         before = CASE WHEN import_changes.before IS NOT NULL
                       THEN EXCLUDED.before || import_changes.before END`,
    [UnitOfWork.get().organizationId, importId, JSON.stringify([...first.values()])]
  )
}

/** A record as an import left it. */
export interface Left extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly before: Values | null
}

/** What is still to be taken back of an import, the last first. */
export async function changesLeft(importId: string, most: number): Promise<readonly Left[]> {
  const { rows } = await UnitOfWork.get().query<Left>(
    `SELECT record_id AS id, version, before FROM import_changes
     WHERE organization_id = $1 AND import_id = $2 ORDER BY position DESC LIMIT $3`,
    [UnitOfWork.get().organizationId, importId, most]
  )
  return rows
}

export async function forgetChanges(importId: string, ids: readonly string[]): Promise<void> {
  await UnitOfWork.get().query(
    `DELETE FROM import_changes
     WHERE organization_id = $1 AND import_id = $2 AND record_id = ANY($3)`,
    [UnitOfWork.get().organizationId, importId, ids]
  )
}

/** How many records an import left behind, made or changed, and how many of them have changed since. */
export async function countChanges(importId: string, { table, softDeletes }: Resource) {
  const isThere = softDeletes ? 'r.deleted_at IS NULL' : 'r.id IS NOT NULL'
  const { rows } = await UnitOfWork.get().query<Record<'made' | 'changed' | 'since', number>>(
    `SELECT count(*) FILTER (WHERE c.before IS NULL)::int AS made,
            count(*) FILTER (WHERE c.before IS NOT NULL)::int AS changed,
            count(*) FILTER (
              WHERE NOT coalesce(${isThere} AND r.version = c.version, false))::int AS since
     FROM import_changes c
     LEFT JOIN ${table} r ON r.organization_id = c.organization_id AND r.id = c.record_id
     WHERE c.organization_id = $1 AND c.import_id = $2`,
    [UnitOfWork.get().organizationId, importId]
  )
  return rows[0] ?? { made: 0, changed: 0, since: 0 }
}
