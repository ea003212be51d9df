/*
|--------------------------------------------------------------------------
| Routes of notifications
|--------------------------------------------------------------------------
|
| What the caller is notified of, and of what they want to be: their own,
| for which they need no permission.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'
import notifications from '#plugins/notifications/resources/notifications'

const { access } = middleware

export function notificationRoutes() {
  resourceRoutes(notifications, {
    ask: { index: 'member', show: 'member' },
    more: () => {
      router
        .route('/unread_count', ['GET', 'HEAD'], [controllers.notifications.UnreadCounts, 'show'])
        .use(access('member'))
        .as('unread_counts.show')
      router
        .post('/read_all', [controllers.notifications.AllReadings, 'store'])
        .use(access('member'))
        .as('all_readings.store')
      router
        .post('/:id/read', [controllers.notifications.NotificationReadings, 'store'])
        .use(access('member'))
        .as('notification_readings.store')
      router
        .post('/:id/unread', [controllers.notifications.NotificationReadings, 'destroy'])
        .use(access('member'))
        .as('notification_readings.destroy')
    },
  })
  router
    .get('/users/me/notification-preferences', [
      controllers.notifications.NotificationPreferences,
      'show',
    ])
    .use(access('member'))
    .as('notification_preferences.show')
  router
    .patch('/users/me/notification-preferences', [
      controllers.notifications.NotificationPreferences,
      'update',
    ])
    .use(access('member'))
    .as('notification_preferences.update')
}
