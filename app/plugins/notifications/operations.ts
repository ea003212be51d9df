import {
  type ApiDescription,
  FLAG,
  NUMBER,
  actionOn,
  detailOf,
  message,
  object,
  pageOf,
} from '#core/resources/openapi/operation'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { KIND_NAMES } from '#plugins/notifications/kinds'
import notifications from '#plugins/notifications/resources/notifications'
import { preferencesValidator } from '#plugins/notifications/validators/preferences'

const PREFERENCES = object(
  Object.fromEntries(KIND_NAMES.map((kind) => [kind, object({ in_app: FLAG, email: FLAG })]))
)

const description: ApiDescription = {
  operations: {
    'notifications.index': {
      id: 'listNotifications',
      summary: 'List your notifications',
      description:
        'The newest first. Of records that you may read at this moment: others are absent, and not counted.',
      grammar: 'page',
      answers: { 200: pageOf(notifications) },
    },
    'notifications.show': {
      id: 'getNotification',
      summary: 'Read one of your notifications',
      grammar: 'detail',
      answers: { 200: detailOf(notifications) },
    },
    'unread_counts.show': {
      id: 'countUnreadNotifications',
      summary: 'Count the notifications that you have not read',
      answers: { 200: object({ count: NUMBER }) },
    },
    'all_readings.store': {
      id: 'readAllNotifications',
      summary: 'Mark all of your notifications as read',
      body: emptyBodyValidator,
      answers: { 200: message({ count: NUMBER }) },
    },
    'notification_readings.store': {
      id: 'readNotification',
      summary: 'Mark a notification as read',
      description: 'Nothing happens when it is read already.',
      body: emptyBodyValidator,
      answers: { 200: actionOn(notifications) },
    },
    'notification_readings.destroy': {
      id: 'unreadNotification',
      summary: 'Mark a notification as not read',
      body: emptyBodyValidator,
      answers: { 200: actionOn(notifications) },
    },
    'notification_preferences.show': {
      id: 'getNotificationPreferences',
      summary: 'Read of what you are notified, and how',
      description: 'In the active organization, by kind.',
      answers: { 200: PREFERENCES },
    },
    'notification_preferences.update': {
      id: 'updateNotificationPreferences',
      summary: 'Change of what you are notified, and how',
      description: 'What is absent stays as it is.',
      body: preferencesValidator,
      answers: { 200: PREFERENCES },
    },
  },
}

export default description
