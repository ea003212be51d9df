import {
  activityFields,
  activityOptions,
  logged,
  optionalSubject,
} from '#plugins/activities/resources/activity'
import { defineResource } from '#core/resources/define_resource'

/** What somebody wrote down. */
export default defineResource({
  ...activityOptions('notes'),
  singular: 'note',
  model: () => import('#plugins/activities/models/note'),
  fields: activityFields({ subject: optionalSubject(), ...logged() }),
})
