import type { Reader } from '#core/plugins/reader'
import { appUrl } from '#config/app'
import type { Read } from '#core/database/read'
import { asJson } from '#core/resources/json'
import { Statement } from '#core/resources/query/statement'
import { ownActivities } from '#plugins/activities/models/own_activities'

/** The parts of an agenda, in their order. */
export const PARTS = ['overdue', 'today', 'next_seven_days'] as const

/** Entries of a part that are answered at once. */
export const PAGE_SIZE = 25

/** Which part of an agenda is asked for, and which page of it; all parts and their first page by default. */
export interface AgendaRequest {
  readonly part: (typeof PARTS)[number] | null
  readonly page: number
}

/** What an entry says, over `e`. */
const ENTRY = `json_build_object('resource', e.resource, 'id', e.id, 'subject', e.subject,
  'scheduled_at', ${asJson('timestamp', 'e.scheduled_at')},
  'starts_at', ${asJson('timestamp', 'e.starts_at')}, 'due_at', ${asJson('timestamp', 'e.due_at')},
  'ended_at', ${asJson('timestamp', 'e.ended_at')}, 'priority', e.priority,
  'location', e.location, 'is_overdue', e.scheduled_at < app_now(), 'owner_id', e.owner_id,
  'url', ${literal(`${appUrl}/api/`)} || e.resource || '/' || e.id || '/')`

/**
 * What the caller has to do: what was due on days before today, what is on today, and what is on the
 * seven days after it, by the clocks of the caller, in one statement.
 */
export function agendaOf(reader: Reader, { part, page }: AgendaRequest): Read<string> {
  const statement = new Statement()
  const { bind } = statement
  const before = bind((page - 1) * PAGE_SIZE)
  const shown = part === null ? PARTS : [part]
  const parts = shown.map((name) => {
    const next = literal(`${appUrl}/api/users/me/agenda/?part=${name}&page=${page + 1}`)
    return `'${name}', (SELECT json_build_object('count', count(*),
      'next', CASE WHEN count(*) > ${before}::integer + ${PAGE_SIZE} THEN ${next} END,
      'results', coalesce(json_agg(${ENTRY} ORDER BY e.place)
        FILTER (WHERE e.place > ${before}::integer AND e.place <= ${before}::integer + ${PAGE_SIZE}), '[]'))
      FROM entries e WHERE e.part = '${name}')`
  })
  return statement.readJson(
    `WITH clock AS MATERIALIZED (
       SELECT zone, today, start_of_day(today, zone) AS begins, start_of_day(today + 1, zone) AS ends,
         start_of_day(today + 8, zone) AS until
       FROM (SELECT zone, day_of(app_now(), zone) AS today
             FROM (SELECT ${zoneSql(bind(reader.identity.userId))} AS zone) own OFFSET 0) day OFFSET 0),
     mine AS (
       ${ownActivities(reader, statement, { until: '(SELECT until FROM clock)', condition: `r.status = 'planned'` })}),
     entries AS MATERIALIZED (
       SELECT dated.*, row_number() OVER (PARTITION BY part ORDER BY scheduled_at, id) AS place
       FROM (SELECT mine.*, CASE WHEN mine.scheduled_at < clock.begins THEN 'overdue'
               WHEN mine.scheduled_at < clock.ends THEN 'today' ELSE 'next_seven_days' END AS part
             FROM mine CROSS JOIN clock) dated)
     SELECT (SELECT json_build_object('time_zone', zone, 'date', today, ${parts.join(', ')})
             FROM clock)::text AS body`
  )
}

/** By whose clocks a user reckons: their own, or the organization's. @param user SQL of their id */
export function zoneSql(user: string): string {
  return `coalesce((SELECT u.time_zone FROM users u WHERE u.id = ${user}::uuid), organization_time_zone())`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
