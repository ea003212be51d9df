import { PRIORITIES } from '#plugins/activities/kinds'
import {
  activityFields,
  activityOptions,
  mandatorySubject,
  planned,
  plannedActions,
} from '#plugins/activities/resources/activity'
import { recurrence } from '#plugins/activities/validators/activity'
import { defineResource } from '#core/resources/define_resource'
import { choice, code, uuid } from '#core/resources/fields'

/** What somebody has to do. */
export default defineResource({
  ...activityOptions('tasks'),
  ...plannedActions,
  singular: 'task',
  model: () => import('#plugins/activities/models/task'),
  fields: activityFields({
    subject: mandatorySubject(),
    ...planned(),
    priority: choice(PRIORITIES, { writable: true, in: 'everywhere' }),
    recurrence: code({ rule: recurrence(), sort: false }),
    previous_id: uuid({ in: ['detail'] }),
  }),
})
