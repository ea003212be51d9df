import { compose } from '@adonisjs/core/helpers'
import { ActivitySchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { Activity } from '#plugins/activities/models/concerns/activity'
import { Completable } from '#plugins/activities/models/concerns/completable'

/** When people meet. */
export default class Meeting extends compose(
  ActivitySchema,
  OrganizationScoped,
  EmitsEvents('meetings'),
  Authored,
  SoftDeletable,
  Versioned,
  Activity('meetings'),
  Completable
) {
  static override table = 'meetings'
}
