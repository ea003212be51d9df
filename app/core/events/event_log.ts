import type { Reader } from '#core/plugins/reader'
import {
  type EventRow,
  HORIZON_SQL,
  type Horizon,
  SCANNED,
  type Scanned,
  eventsByIdSql,
  firstKeptSql,
  nextSql,
  pageSql,
} from '#core/events/event_sql'
import {
  type Reached,
  reachedRecords,
  readableResources,
  readsAll,
  readsOwn,
} from '#core/events/event_reach'
import type { EventRequest } from '#core/events/event_request'
import { type LoggedEvent, eventOf, unreachableEvent } from '#core/events/cloud_event'
import { isAskedFor } from '#core/events/event_types'
import {
  BEGINNING,
  type Position,
  behindAll,
  idAt,
  isBefore,
  momentOf,
  writePosition,
} from '#core/events/position'
import { UnitOfWork } from '#core/database/unit_of_work'
import { Problem } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { Statement } from '#core/resources/query/statement'
import { audit } from '#config/audit'

/** Events in their order, and where to go on. */
export interface EventPage {
  readonly events: readonly LoggedEvent[]
  /** What `after` is next: behind everything that this page has looked at, shown or not. */
  readonly cursor: Position
  /** Whether there is more to look at already. */
  readonly hasMore: boolean
}

const A_DAY_IN_MS = 86_400_000

/**
 * Reads events of the organization of the running unit, in the order in which they were committed,
 * as far as their records are there for the reader: with the rights of this moment, not of that.
 *
 * @throws {Problem} 410 where events behind the position are kept no more
 */
export async function readEvents(
  reader: Reader,
  request: Omit<EventRequest, 'after'> & { readonly after: EventRequest['after'] | Since },
  ask: AskLog = askLog
): Promise<EventPage> {
  if (request.after === 'latest') {
    return { events: [], cursor: await latestPosition(), hasMore: false }
  }
  const { identity } = reader
  const place = await placeOf(request.after, identity.organizationId)
  const after = place.position
  const resources = readableResources(reader)
  const statement = new Statement()
  const text = pageSql(
    identity,
    {
      ...request,
      after,
      resources,
      own: resources.filter((resource) => readsOwn(resource, identity)),
    },
    statement
  )
  const rows = await ask(text, statement.values)
  const scanned = rows[0]?.horizon
  if (!scanned) throw new Error('The log of events says how far it goes')
  if (!place.isKept) await ensureKept(after, scanned)
  const found = rows.filter(isEvent)
  return {
    events: await visibleEvents(found, resources, reader, request),
    ...placeBehind(found, scanned, request.limit),
  }
}

/**
 * Single events that were found before, as they are for the reader now: those that they may read no
 * more are not among them.
 */
export async function readEventsById(
  reader: Reader,
  ids: readonly string[],
  { withRecord }: Pick<EventRequest, 'withRecord'>
): Promise<LoggedEvent[]> {
  if (ids.length === 0) return []
  const { identity } = reader
  const resources = readableResources(reader)
  const own = resources.filter((resource) => readsOwn(resource, identity))
  const statement = new Statement()
  const { rows } = await UnitOfWork.get().query<EventRow & Record<string, unknown>>(
    eventsByIdSql(identity, { resources, own, ids }, statement),
    statement.values
  )
  return visibleEvents(rows, resources, reader, { withRecord, types: null })
}

type Absent = { readonly [K in keyof EventRow]: EventRow[K] | null }

/** A row of a page: an event, or none where there is nothing but the horizon. */
export type PageRow = Absent & { readonly horizon: Scanned }

/** Runs the statement of a page. */
export type AskLog = (text: string, values: unknown[]) => Promise<readonly PageRow[]>

/** By itself, in the running unit. */
export const askLog: AskLog = async (text, values) =>
  (await UnitOfWork.get().query<PageRow>(text, values)).rows

function isEvent(row: PageRow): row is PageRow & EventRow {
  return row.id !== null
}

/** The position behind all that has happened until now. */
export async function latestPosition(): Promise<Position> {
  return endOf(await readHorizon())
}

async function readHorizon(): Promise<Horizon> {
  const { rows } = await UnitOfWork.get().query<{ horizon: Horizon }>(HORIZON_SQL)
  const [row] = rows
  if (!row) throw new Error('The log of events says how far it goes')
  return row.horizon
}

function endOf({ epoch, oldest, now }: Horizon): Position {
  return behindAll(epoch, BigInt(oldest), now)
}

/** What is asked for from a moment on, in milliseconds: the events of that time, and some from before it. */
export interface Since {
  readonly since: number
}

/** Where to begin, and whether nothing behind it can be kept no more. */
async function placeOf(
  after: Position | 'earliest' | Since,
  organizationId: string | null
): Promise<{ readonly position: Position; readonly isKept: boolean }> {
  if (after === 'earliest') return { position: await beginning(organizationId), isKept: true }
  if ('epoch' in after) return { position: after, isKept: false }
  return { position: await beginningSince(organizationId, after.since), isKept: true }
}

/** Before the first event that is kept. */
async function beginning(organizationId: string | null): Promise<Position> {
  return (await firstOf(organizationId, null)) ?? BEGINNING
}

/** Before the first event that is kept and was written since then; behind all where there is none. */
async function beginningSince(organizationId: string | null, since: number): Promise<Position> {
  return (await firstOf(organizationId, since)) ?? latestPosition()
}

async function firstOf(
  organizationId: string | null,
  since: number | null
): Promise<Position | null> {
  const statement = new Statement()
  const { rows } = await UnitOfWork.get().query<{ epoch: number; xid: string }>(
    firstKeptSql(organizationId, statement, since),
    statement.values
  )
  const [first] = rows
  return first ? { ...BEGINNING, epoch: first.epoch, xid: BigInt(first.xid) } : null
}

function placeBehind(found: readonly EventRow[], scanned: Scanned, limit: number) {
  const last = found.at(-1)
  if (last && found.length === limit) {
    return { cursor: { epoch: last.epoch, xid: BigInt(last.xid), id: last.id }, hasMore: true }
  }
  if (scanned.scanned < SCANNED || !scanned.last) return { cursor: endOf(scanned), hasMore: false }
  const [epoch, xid, id] = scanned.last
  return { cursor: { epoch, xid: BigInt(xid), id }, hasMore: true }
}

/**
 * @throws 410 for a position behind which there were events that are kept no more, and for one that
 * this database has never had: it was restored from an older state
 */
async function ensureKept(after: Position, horizon: Horizon): Promise<void> {
  const { epoch, next, now, keep_days: keepDays } = horizon
  if (!isBefore(after, { ...BEGINNING, epoch, xid: BigInt(next) })) throw expired()
  const kept = now - keepDays * A_DAY_IN_MS
  if (momentOf(after.id) >= kept) return
  if (audit.keepDays !== null && momentOf(after.id) < now - audit.keepDays * A_DAY_IN_MS) {
    throw expired()
  }
  const statement = new Statement()
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ id: string }>(
    nextSql(unit.organizationId, after, statement),
    statement.values
  )
  if (rows.some(({ id }) => id < idAt(kept))) throw expired()
}

function expired(): Problem {
  return new Problem(410, {
    code: 'events_expired',
    detail:
      'Events after this cursor are kept no more. Read the records again, and then the events after "latest".',
    extra: { parameter: 'after', resync: '/api/{resource}/?cursor=' },
  })
}

/** The events whose records are there for the reader: one statement for each resource that has to be asked. */
async function visibleEvents(
  rows: readonly EventRow[],
  resources: readonly Resource[],
  { identity }: Reader,
  { withRecord, types }: Pick<EventRequest, 'withRecord' | 'types'>
): Promise<LoggedEvent[]> {
  const nouns = new Map(resources.map((resource) => [resource.noun, resource]))
  const reached = new Map<string, Reached>()
  for (const [noun, entries] of Map.groupBy(rows, (row) => row.noun)) {
    const resource = nouns.get(noun)
    if (!resource || (readsAll(resource, identity) && !withRecord)) continue
    const ids = [...new Set(entries.map(({ record_id: id }) => id))]
    reached.set(noun, await reachedRecords(resource, identity, { ids, withRecord }))
  }
  return rows.flatMap((row) => {
    const resource = nouns.get(row.noun)
    if (!resource) return []
    const place = { organizationId: identity.organizationId, resource }
    const records = reached.get(row.noun)
    const isReached = records?.has(row.record_id) || readsAll(resource, identity)
    if (!isReached && !row.was_own) return []
    const event =
      isReached || row.is_erased
        ? eventOf(row, place, withRecord ? (records?.get(row.record_id) ?? null) : undefined)
        : unreachableEvent(row, place)
    return isAskedFor(event.type, types) ? [event] : []
  })
}

/** A position as text, to be sent as `after`. */
export { writePosition as cursorOf }
