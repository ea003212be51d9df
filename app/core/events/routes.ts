import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { READ_EVENTS } from '#core/events/event_reach'
import { middleware } from '#start/kernel'

const { access } = middleware

/** What happened to records, in order. Neither holds a connection to the database while it waits. */
export function eventRoutes() {
  router
    .get('/events', [controllers.events.Events, 'index'])
    .use(access({ permission: READ_EVENTS, unit: 'none' }))
    .as('events.index')
  router
    .route('/events/stream', ['GET'], [controllers.events.EventStreams, 'show'])
    .use(access({ permission: READ_EVENTS, unit: 'none' }))
    .as('event_streams.show')
}
