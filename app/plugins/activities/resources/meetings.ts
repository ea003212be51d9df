import {
  activityFields,
  activityOptions,
  mandatorySubject,
  planned,
  plannedActions,
} from '#plugins/activities/resources/activity'
import { defineResource } from '#core/resources/define_resource'
import { text } from '#core/resources/fields'
import { optionalText } from '#core/resources/validation/fields'

/** When and where people meet. */
export default defineResource({
  ...activityOptions('meetings'),
  ...plannedActions,
  singular: 'meeting',
  model: () => import('#plugins/activities/models/meeting'),
  fields: activityFields({
    subject: mandatorySubject(),
    ...planned(),
    location: text({ rule: optionalText(255), in: 'everywhere' }),
  }),
})
