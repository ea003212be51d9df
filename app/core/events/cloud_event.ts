import type { EventRow } from '#core/events/event_sql'
import { typeOf, unreachableType } from '#core/events/event_types'
import { type Position, writePosition } from '#core/events/position'
import type { Resource } from '#core/resources/define_resource'

/** An event as a reader may see it. */
export interface LoggedEvent {
  /** The same however often it is read, and of the event of the audit log. */
  readonly id: string
  /** `deals.move` */
  readonly type: string
  /** `deals/{id}` */
  readonly subject: string
  /** Its place among those of the organization; as text it is in order, and it is a cursor. */
  readonly sequence: string
  readonly position: Position
  /** Who did it; null for the system. */
  readonly actorId: string | null
  readonly apiKeyId: string | null
  /** `{ field: { from, to } }`, as JSON. */
  readonly changes: string
  /** The event as CloudEvents 1.0 writes it, as JSON. */
  readonly json: string
}

interface Place {
  readonly organizationId: string | null
  readonly resource: Resource
}

/** By what way something was done. */
export const WAYS = ['user', 'api_key', 'impersonation', 'system'] as const

type Way = (typeof WAYS)[number]

/** @param record as JSON, null where it is not there; absent where it is not asked for */
export function eventOf(row: EventRow, place: Place, record?: string | null): LoggedEvent {
  const { actor_id: actorId, request_id: cause, record_version: version } = row
  const shown = record === undefined ? '' : `"record":${record},`
  const actor = { type: actorId === null ? 'system' : 'user', id: actorId }
  const rest = JSON.stringify({ actor, via: wayOf(row), cause_id: cause, version })
  const data = `{${shown}"changes":${row.changes},${rest.slice(1)}`
  return written(row, place, { type: typeOf(row.action), data })
}

/** What is said of an event whose record has left the reader's reach: that it has. */
export function unreachableEvent(row: EventRow, place: Place): LoggedEvent {
  const said = { ...row, actor_id: null, api_key_id: null, changes: '{}' }
  return written(said, place, { type: unreachableType(row.noun), data: null })
}

function written(
  row: EventRow,
  { organizationId, resource }: Place,
  { type, data }: { readonly type: string; readonly data: string | null }
): LoggedEvent {
  const { id, epoch, xid, time, changes } = row
  const subject = `${resource.name}/${row.record_id}`
  const position = { epoch, xid: BigInt(xid), id }
  const sequence = writePosition(position)
  const source = `/organizations/${organizationId}`
  const head = JSON.stringify({ specversion: '1.0', id, source, type, time, subject, sequence })
  const json = data === null ? head : `${head.slice(0, -1)},"data":${data}}`
  const { actor_id: actorId, api_key_id: apiKeyId } = row
  return { id, type, subject, sequence, position, actorId, apiKeyId, changes, json }
}

function wayOf({ actor_id: actor, api_key_id: key, impersonator_id: impersonator }: EventRow): Way {
  if (actor === null) return 'system'
  if (key !== null) return 'api_key'
  return impersonator === null ? 'user' : 'impersonation'
}
