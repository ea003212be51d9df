import { type ActivityName, KINDS } from '#plugins/activities/kinds'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import messages from '#plugins/activities/resources/messages'
import notes from '#plugins/activities/resources/notes'
import tasks from '#plugins/activities/resources/tasks'
import type { Resource } from '#core/resources/define_resource'
import { asJson, jsonObject } from '#core/resources/json'
import { fieldSql, joinsSql } from '#core/resources/query/field_sql'
import type { TimelineKind, TimelineSource } from '#core/timeline/source'

const RESOURCES: Readonly<Record<ActivityName, Resource>> = {
  tasks,
  notes,
  meetings,
  calls,
  messages,
}

/** What is said of an activity in timelines, as far as its kind has it. */
const SHOWN = [
  'status',
  'starts_at',
  'due_at',
  'ended_at',
  'completed_at',
  'is_overdue',
  'priority',
  'location',
  'direction',
  'outcome',
  'duration_seconds',
  'channel',
  'visibility',
  'owner_id',
]

/** How much of a body is shown, in characters: the whole of it is read from the activity. */
const EXCERPT = 500

/** Its subject, or else the beginning of its first line. */
const SUMMARY = `coalesce(r.subject, nullif(btrim(left(split_part(ltrim(r.body), E'\\n', 1), 200)), ''))`

function activityItems(kind: string, name: ActivityName): TimelineSource {
  const resource = RESOURCES[name]
  const own = SHOWN.filter((field) => field in resource.fields)
  const values = own.map((field) => [field, valueSql(resource, field)] as const)
  const data = jsonObject([...values, ['excerpt', `left(r.body, ${EXCERPT})`]])
  const title = `${resource.title} without a subject`
  return {
    about: name,
    items: (organization) => `
      SELECT e.at, e.activity_id AS id FROM activity_timeline e
      WHERE e.organization_id = ${organization} AND e.type = s.type AND e.record_id = s.id
        AND e.kind = '${kind}'`,
    shown: (organization) => `
      SELECT r.created_by_id, r.subject, coalesce(${SUMMARY}, '${title}'), ${data}
      FROM ${resource.table} r ${joinsSql(resource, own)}
      WHERE r.organization_id = ${organization} AND r.id = p.id`,
  }
}

function valueSql(resource: Resource, field: string): string {
  return asJson(resource.fields[field]?.type ?? 'text', fieldSql(resource, field))
}

/** Activities in the timelines of the records that they are about. */
export const activityKinds: Readonly<Record<string, TimelineKind>> = Object.fromEntries(
  Object.entries(KINDS).map(([kind, name]) => [
    kind,
    { title: RESOURCES[name].title, source: activityItems(kind, name) },
  ])
)
