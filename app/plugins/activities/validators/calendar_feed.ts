import vine from '@vinejs/vine'
import { requiredText } from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'

/** How many a user has in an organization at the most. */
export const MAX_FEEDS = 10

/** What is said of a calendar feed. */
export const calendarFeedValidator = strictObject(
  vine.object({ name: requiredText(100).optional() }),
  ['organization']
)
