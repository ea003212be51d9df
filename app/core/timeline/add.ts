import vine from '@vinejs/vine'
import { v7 as uuidv7 } from 'uuid'
import { UnitOfWork } from '#core/database/unit_of_work'
import { notFound } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/manifest'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'
import type { NewTimelineItem } from '#core/timeline/types'

/**
 * Writes an item of a plugin into the timeline of a record, once by its id.
 *
 * @throws 404 when there is no such record; an error for what the manifest does not name
 */
export async function addTimelineItem(plugin: Plugin, item: NewTimelineItem): Promise<void> {
  const { kind, record, summary, at = null, id = uuidv7() } = item
  const named = plugin.timeline?.[kind]
  if (!named || named.source)
    throw new Error(
      `The manifest of "${plugin.id}" names no kind "${kind}" of items that it writes`
    )
  const resource = resources.get(item.resource)
  if (!resource?.timeline) throw new Error(`"${item.resource}" have no timeline`)
  const data = named.data ? await vine.validate({ schema: named.data, data: item.data ?? {} }) : {}
  const isThere =
    UUID.test(record) &&
    (await writeTimelineItem(plugin, resource, { kind, record, summary, at, id, data }))
  if (!isThere) throw notFound(resource.singular)
}

/** An item as it is written. */
interface WrittenItem {
  readonly kind: string
  readonly record: string
  readonly summary: string
  readonly data: unknown
  readonly at?: Date | null
  readonly id?: string
}

/** Writes an item into the timeline of a record. @returns false where there is no such record */
export async function writeTimelineItem(
  plugin: Plugin,
  { name, table }: Resource,
  { kind, record, summary, data, at = null, id = uuidv7() }: WrittenItem
): Promise<boolean> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ found: number }>(
    `WITH target AS (
       SELECT r.id FROM ${table} r
       WHERE r.organization_id = app_organization() AND r.id = $3),
     made AS (
       INSERT INTO timeline_items
         (organization_id, id, type, record_id, kind, plugin, at, actor_id, summary, data)
       SELECT app_organization(), $1, $2, target.id, $4, $5, coalesce($6, now()), $7, $8, $9
       FROM target ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS found FROM target`,
    [id, name, record, kind, plugin.id, at, unit.actorId, summary, JSON.stringify(data)]
  )
  return rows[0]?.found === 1
}
