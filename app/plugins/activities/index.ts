import { definePlugin } from '#core/plugins/api'
import remindOfActivities from '#plugins/activities/jobs/remind'
import type Call from '#plugins/activities/models/call'
import type CalendarFeed from '#plugins/activities/models/calendar_feed'
import type Meeting from '#plugins/activities/models/meeting'
import type Message from '#plugins/activities/models/message'
import type Note from '#plugins/activities/models/note'
import type Task from '#plugins/activities/models/task'
import calendarFeeds from '#plugins/activities/resources/calendar_feeds'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import messages from '#plugins/activities/resources/messages'
import notes from '#plugins/activities/resources/notes'
import tasks from '#plugins/activities/resources/tasks'
import { activityKinds } from '#plugins/activities/timeline'

declare module '#core/plugins/api' {
  interface Resources {
    'tasks': { model: Task; actions: 'complete' | 'reopen' | 'remind' }
    'meetings': { model: Meeting; actions: 'complete' | 'reopen' | 'remind' }
    'calls': { model: Call; actions: 'complete' | 'reopen' | 'remind' }
    'notes': { model: Note }
    'messages': { model: Message }
    'calendar-feeds': { model: CalendarFeed; actions: 'rotate' }
  }
}

const NAMES = ['tasks', 'notes', 'meetings', 'calls', 'messages'] as const

/** The same actions for all kinds. */
const may = (...actions: readonly string[]) =>
  NAMES.flatMap((name) => actions.map((action) => `${name}:${action}`))

/** What was done with records, and what is planned. */
export default definePlugin({
  id: 'activities',
  version: '1.0.0',
  core: true,
  requires: {
    associations: '^1.0.0',
    customers: '^1.0.0',
    deals: '^1.0.0',
    employees: '^1.0.0',
    identity: '^1.0.0',
    leads: '^1.0.0',
    people: '^1.0.0',
  },
  resources: [tasks, notes, meetings, calls, messages, calendarFeeds],
  associations: { resources: [...NAMES], lockedFirst: [...NAMES] },
  timeline: activityKinds,
  describes: () => import('#plugins/activities/operations'),
  enqueues: [remindOfActivities],
  demo: async (context) => (await import('#plugins/activities/demo')).makeDemo(context),
  roles: {
    manager: may('*'),
    sales: [...may('read', 'create', 'update', 'delete', 'bulk', 'restore'), ...may('export/own')],
    support: may('read', 'create', 'update'),
    viewer: may('read'),
  },
})
