/*
|--------------------------------------------------------------------------
| Routes of activities
|--------------------------------------------------------------------------
|
| What was done with records, and what is planned: each kind is a noun.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'
import calendarFeeds from '#plugins/activities/resources/calendar_feeds'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import messages from '#plugins/activities/resources/messages'
import notes from '#plugins/activities/resources/notes'
import tasks from '#plugins/activities/resources/tasks'

const { access, throttle } = middleware

export function activityRoutes() {
  for (const resource of [tasks, meetings, calls]) {
    resourceRoutes(resource, {
      more: (may) => {
        router
          .post('/:id/complete', [controllers.activities.Completions, 'store'])
          .use(may('update'))
          .as(`${resource.singular}_completions.store`)
        router
          .post('/:id/reopen', [controllers.activities.Completions, 'destroy'])
          .use(may('update'))
          .as(`${resource.singular}_completions.destroy`)
      },
    })
  }
  resourceRoutes(notes, {
    more: (may) => {
      router.get('/:id/versions', [controllers.activities.NoteVersions, 'show']).use(may('read'))
    },
  })
  resourceRoutes(messages)
  router
    .get('/users/me/agenda', [controllers.activities.Agendas, 'show'])
    .use(access('member'))
    .as('agendas.show')
  calendarRoutes()
}

/** A calendar brings no login: it has a secret. */
function calendarRoutes() {
  resourceRoutes(calendarFeeds, {
    own: {
      store: [controllers.activities.CalendarFeeds, 'store'],
      destroy: [controllers.activities.CalendarFeeds, 'destroy'],
    },
    ask: { index: 'member', show: 'member', store: 'member', destroy: 'member' },
    more: () => {
      router
        .post('/:id/rotate', [controllers.activities.CalendarFeedRotations, 'store'])
        .use(access('member'))
        .as('calendar_feed_rotations.store')
    },
  })
  router
    .route(
      '/calendar-feeds/:id/calendar.ics',
      ['GET', 'HEAD'],
      [controllers.activities.Calendars, 'show']
    )
    .use([throttle('calendar'), access('public')])
    .as('calendars.show')
}
