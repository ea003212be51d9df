import { PRIORITIES } from '#plugins/activities/kinds'
import { PAGE_SIZE, PARTS } from '#plugins/activities/models/agenda'
import { MAX_FEEDS, calendarFeedValidator } from '#plugins/activities/validators/calendar_feed'
import calendarFeeds from '#plugins/activities/resources/calendar_feeds'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import tasks from '#plugins/activities/resources/tasks'
import { versionSummary } from '#plugins/activities/models/note/versions'
import { schemaOfSummary } from '#core/resources/answer_schema'
import { text } from '#core/resources/fields'
import { orNull } from '#core/resources/json'
import type { Resource } from '#core/resources/define_resource'
import {
  type ApiDescription,
  DAY,
  FLAG,
  ID,
  NUMBER,
  type Operation,
  type Operations,
  TEXT,
  TIME,
  actionOn,
  detailOf,
  file,
  listOf,
  message,
  object,
  onePage,
  pageOf,
} from '#core/resources/openapi/operation'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

function completion(resource: Resource, command: 'complete' | 'reopen'): [string, Operation] {
  const { singular, title } = resource
  const verb = command === 'complete' ? 'store' : 'destroy'
  return [
    `${singular}_completions.${verb}`,
    {
      id: `${command}${title}`,
      command,
      summary: command === 'complete' ? `Complete a ${singular}` : `Plan a ${singular} again`,
      description:
        command === 'complete'
          ? 'Nothing happens when it is completed already. A deal that it is associated with has been worked on.'
          : 'Nothing happens when it is planned.',
      body: emptyBodyValidator,
      answers: { 200: actionOn(resource) },
    },
  ]
}

const MOMENT = orNull(TIME)

/** What somebody has to do, as an agenda has it. */
const ENTRY = object({
  resource: { type: 'string', enum: ['tasks', 'meetings', 'calls'] },
  id: ID,
  subject: TEXT,
  scheduled_at: TIME,
  starts_at: MOMENT,
  due_at: MOMENT,
  ended_at: MOMENT,
  priority: { type: 'string', enum: [...PRIORITIES] },
  location: orNull(TEXT),
  is_overdue: FLAG,
  owner_id: orNull(ID),
  url: TEXT,
})

const PART = object({ count: NUMBER, next: orNull(TEXT), results: listOf(ENTRY) })

/** A feed with its address, whose secret is seen this once. */
const WITH_URL = schemaOfSummary({ ...calendarFeeds.fields, url: text({ nullable: false }) })

const calendars: Operations = {
  'agendas.show': {
    id: 'getAgenda',
    summary: 'Read what you have to do',
    description:
      'Planned tasks, meetings and calls that you own or take part in, by your own clocks: of days before today, of today, and of the seven days after it.',
    query: {
      part: { type: 'string', enum: [...PARTS], description: 'That one alone. Default: all.' },
      page: {
        type: 'integer',
        minimum: 1,
        default: 1,
        description: `Of a part: ${PAGE_SIZE} entries.`,
      },
    },
    answers: {
      200: {
        ...object({ time_zone: TEXT, date: DAY }),
        properties: {
          time_zone: TEXT,
          date: DAY,
          ...Object.fromEntries(PARTS.map((name) => [name, PART])),
        },
      },
    },
  },
  'calendar_feeds.index': {
    id: 'listCalendarFeeds',
    summary: 'List your calendar feeds',
    grammar: 'page',
    answers: { 200: pageOf(calendarFeeds) },
  },
  'calendar_feeds.show': {
    id: 'getCalendarFeed',
    summary: 'Read one of your calendar feeds',
    grammar: 'detail',
    answers: { 200: detailOf(calendarFeeds) },
  },
  'calendar_feeds.store': {
    id: 'createCalendarFeed',
    summary: 'Create a calendar feed',
    description: `\`url\` is seen this once: anyone who has it reads your calendar. At most ${MAX_FEEDS} of each user.`,
    body: calendarFeedValidator,
    headers: ['ETag', 'Location'],
    answers: { 201: WITH_URL },
  },
  'calendar_feeds.destroy': {
    id: 'deleteCalendarFeed',
    summary: 'Delete a calendar feed',
    description: 'Its address leads nowhere from then on.',
    answers: { 204: null },
  },
  'calendar_feed_rotations.store': {
    id: 'rotateCalendarFeed',
    summary: 'Replace the secret of a calendar feed',
    description: '`url` is seen this once. The address that it had leads nowhere.',
    body: emptyBodyValidator,
    answers: { 200: message({ calendar_feed: WITH_URL }) },
  },
  'calendars.show': {
    id: 'readCalendar',
    summary: 'Read a calendar by the secret of its feed',
    description: 'iCalendar (RFC 5545), for calendars that subscribe to it.',
    query: { secret: TEXT },
    requiredParameters: ['secret'],
    headers: ['ETag'],
    answers: { 200: file('text/calendar'), 304: null },
  },
}

const description: ApiDescription = {
  operations: {
    ...calendars,
    ...Object.fromEntries(
      [tasks, meetings, calls].flatMap((resource) => [
        completion(resource, 'complete'),
        completion(resource, 'reopen'),
      ])
    ),
    'note_versions.show': {
      id: 'listNoteVersions',
      summary: 'Read what a note said before',
      description: 'The newest 20 versions that it had before the present one, newest first.',
      answers: { 200: onePage(schemaOfSummary(versionSummary)) },
    },
  },
}

export default description
