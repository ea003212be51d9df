import { DIRECTIONS, OUTCOMES } from '#plugins/activities/kinds'
import {
  activityFields,
  activityOptions,
  mandatorySubject,
  planned,
  plannedActions,
} from '#plugins/activities/resources/activity'
import { defineResource } from '#core/resources/define_resource'
import { choice, integer } from '#core/resources/fields'
import { optionalInteger } from '#core/resources/validation/fields'

/** A day, in seconds. */
const MAX_DURATION = 86_400

/** A telephone call, planned or made. */
export default defineResource({
  ...activityOptions('calls'),
  ...plannedActions,
  singular: 'call',
  model: () => import('#plugins/activities/models/call'),
  fields: activityFields({
    subject: mandatorySubject(),
    ...planned(),
    direction: choice(DIRECTIONS, { nullable: true, writable: true, in: 'everywhere' }),
    outcome: choice(OUTCOMES, { nullable: true, writable: true, in: 'everywhere' }),
    duration_seconds: integer({ rule: optionalInteger(0, MAX_DURATION) }),
  }),
})
