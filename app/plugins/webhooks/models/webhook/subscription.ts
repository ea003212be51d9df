import type { Reader } from '#core/plugins/reader'
import { UNREACHABLE_TYPE } from '#core/events/event_types'
import type { LoggedEvent } from '#core/events/cloud_event'
import { readableResources } from '#core/events/event_reach'
import type { Types } from '#core/events/event_types'
import type { Resource } from '#core/resources/define_resource'
import { readFilterRequest } from '#core/resources/query/list_request'
import { readWhere } from '#core/resources/query/read_where'
import { RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { visibleFields } from '#core/resources/query/visible_fields'
import { UnitOfWork } from '#core/database/unit_of_work'

/** By resources, each a condition as bodies have them: `{ deals: { status: 'open', value: { gte: 1000 } } }`. */
export type Filters = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Which events a webhook sends. */
export interface Subscription {
  readonly types: readonly string[]
  readonly changedFields: readonly string[] | null
  readonly filter: Filters | null
  readonly skipOwn: boolean
  readonly sponsorId: string | null
  readonly sponsorKeyId: string | null
}

/** Names of types as the log is asked for them. What is unknown by now finds nothing. */
export function typesOfNames(names: readonly string[]): Types | null {
  if (names.includes('*')) return null
  const nouns = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2))
  return { nouns: new Set(nouns), types: new Set(names.filter((name) => !name.endsWith('.*'))) }
}

/**
 * A filter as its list reads it: a tree of conditions, and beside them what else selects records of
 * a list.
 *
 * @throws 400 naming the place of what the reader may not filter by
 */
export function requestOf(filter: Filters[string], resource: Resource, reader: Reader) {
  const { search, associated, ...rest } = filter
  const { label, ...others } = rest
  const where = associated === undefined ? rest : others
  const besides = {
    ...(search !== undefined && { search: String(search) }),
    ...(associated !== undefined && { associated, ...(label !== undefined && { label }) }),
  }
  const { identity: caller } = reader
  const list = readFilterRequest(besides, resource, visibleFields(resource, caller))
  const conditions = readWhere(where, { resource, caller }, `filter.${resource.name}`)
  return { ...list, filters: [...list.filters, ...conditions] }
}

/**
 * Those of the events that a webhook sends. What is deleted, or out of reach, is sent whatever the
 * filter says, since there is no record any more that it could be asked of.
 *
 * @throws 400 for a filter that the reader may not filter by any more
 */
export async function subscribed(
  events: readonly LoggedEvent[],
  subscription: Subscription,
  reader: Reader
): Promise<LoggedEvent[]> {
  const wanted = events.filter(
    (event) => !isSkipped(event, subscription) && changesWanted(event, subscription)
  )
  const { filter } = subscription
  if (filter === null) return wanted
  const passing = new Map<string, ReadonlySet<string>>()
  for (const resource of readableResources(reader)) {
    const condition = filter[resource.name]
    if (condition === undefined) continue
    const ids = wanted.flatMap(({ subject }) => idIn(subject, resource) ?? [])
    const request = requestOf(condition, resource, reader)
    if (ids.length > 0) passing.set(resource.name, await matching(ids, request, resource, reader))
  }
  return wanted.filter(({ type, subject }) => {
    const [name = '', id = ''] = subject.split('/')
    return isGone(type) || filter[name] === undefined || (passing.get(name)?.has(id) ?? false)
  })
}

function idIn(subject: string, { name }: Resource): string | null {
  const [of, id = null] = subject.split('/')
  return of === name ? id : null
}

async function matching(
  ids: readonly string[],
  request: ReturnType<typeof requestOf>,
  resource: Resource,
  { identity }: Reader
): Promise<ReadonlySet<string>> {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const { searched, where, joins } = new RecordQuery(resource, identity, unit).parts(
    request,
    statement
  )
  const { rows } = await unit.query<{ id: string }>(
    `${searched === null ? '' : `WITH ${searched}`} SELECT r.id FROM ${resource.table} r ${joins()}
     WHERE ${where} AND r.id = ANY(${statement.bind(ids)}::uuid[])`,
    statement.values
  )
  return new Set(rows.map(({ id }) => id))
}

/** Whether the sponsor did it themselves, through the key of the webhook if it has one. */
function isSkipped(
  { actorId, apiKeyId }: LoggedEvent,
  { skipOwn, sponsorId, sponsorKeyId }: Subscription
): boolean {
  if (!skipOwn) return false
  return sponsorKeyId === null
    ? actorId !== null && actorId === sponsorId
    : apiKeyId === sponsorKeyId
}

/** Whether it changes one of the fields, or is no change of fields. */
function changesWanted({ type, changes }: LoggedEvent, { changedFields }: Subscription): boolean {
  if (changedFields === null || isGone(type) || UNCHANGING.test(type)) return true
  const changed: unknown = JSON.parse(changes)
  return changedFields.some((name) => Object.hasOwn(Object(changed), name))
}

const UNCHANGING = /\.(create|restore)$/

function isGone(type: string): boolean {
  return type.endsWith('.delete') || UNREACHABLE_TYPE.test(type)
}
