import type { Reader } from '#core/plugins/reader'
import { ownerOf } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { RecordQuery } from '#core/resources/query/record_query'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Who reads events. */
interface EventReader extends Reader {
  /** The events, as the organization has them. */
  readonly resource: Resource
}

/**
 * The events that a caller reads who asks for those of one record. Of a record that is their own they
 * are all of its events; otherwise, of a caller whose grant is narrowed, those of what they did.
 *
 * @param noun of the record's resource, as in permissions
 */
export async function eventsOfRecord(
  reader: EventReader,
  noun: unknown,
  id: unknown
): Promise<Resource> {
  const { identity, resource: events } = reader
  if (identity.grants.reach(events.permission('read')) !== 'own') return events
  if (typeof noun !== 'string' || typeof id !== 'string' || !UUID.test(id)) return events
  if (!(await isOwnRecord(reader, noun, id))) return events
  const { organizationId } = UnitOfWork.get()
  return {
    ...events,
    table: events.table,
    baseScope: (_caller, bind) =>
      `r.organization_id = ${bind(organizationId)} AND r.resource = ${bind(noun)}
       AND r.record_id = ${bind(id)}::uuid`,
  }
}

/** The same for the event of an id. */
export async function eventsOfRecordIn(reader: EventReader, eventId: string): Promise<Resource> {
  const { identity, resource } = reader
  const isNarrowed = identity.grants.reach(resource.permission('read')) === 'own'
  if (!isNarrowed || !UUID.test(eventId)) return resource
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ resource: string; record_id: string | null }>(
    'SELECT resource, record_id FROM audit_events WHERE organization_id = $1 AND id = $2',
    [unit.organizationId, eventId]
  )
  return eventsOfRecord(reader, rows[0]?.resource, rows[0]?.record_id)
}

/** Whether a record that the caller may read is their own, as a grant for `own` means it. */
async function isOwnRecord(
  { identity, plugins, resource: events }: EventReader,
  noun: string,
  id: string
): Promise<boolean> {
  const target = [...resources.values()].find((resource) => resource.noun === noun)
  if (!target || target.baseScope || !identity.grants.allows(target.permission('read')))
    return false
  const owner = ownerOf(target)
  if (owner && !plugins.has(owner.id)) return false
  const by = events.permission('read')
  const query = new RecordQuery(plugins.extend(target), identity, UnitOfWork.get(), by)
  return (await query.shown(id, ['id'])) !== null
}
