import { compose } from '@adonisjs/core/helpers'
import { ActivitySchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { Activity } from '#plugins/activities/models/concerns/activity'

/** What somebody wrote down. What it said before is kept by a trigger. */
export default class Note extends compose(
  ActivitySchema,
  OrganizationScoped,
  EmitsEvents('notes'),
  Authored,
  SoftDeletable,
  Versioned,
  Activity('notes')
) {
  static override table = 'notes'
}
