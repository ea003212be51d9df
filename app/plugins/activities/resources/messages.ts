import vine from '@vinejs/vine'
import { CHANNELS, DIRECTIONS } from '#plugins/activities/kinds'
import {
  activityFields,
  activityOptions,
  logged,
  optionalSubject,
} from '#plugins/activities/resources/activity'
import { defineResource, once } from '#core/resources/define_resource'
import { choice, code, text } from '#core/resources/fields'
import { optionalText } from '#core/resources/validation/fields'

/** The most that a message is read of, in characters: with its files it may be longer than its text. */
const MAX_SOURCE = 500_000

const source = once(() => import('#plugins/activities/message_source'))

/** An e-mail or another message, written down. */
export default defineResource({
  ...activityOptions('messages'),
  singular: 'message',
  model: () => import('#plugins/activities/models/message'),
  refine: { create: async (input) => (await source()).withSource(input) },
  fields: activityFields({
    subject: optionalSubject(),
    ...logged(),
    channel: choice(CHANNELS, { writable: true, in: 'everywhere' }),
    direction: choice(DIRECTIONS, { nullable: true, writable: true, in: 'everywhere' }),
    message_id: code({ rule: optionalText(998) }),
    in_reply_to: code({ rule: optionalText(998) }),
    source: text({
      sql: 'NULL::text',
      rule: { create: vine.string().maxLength(MAX_SOURCE).optional() },
      filter: false,
      sort: false,
      in: [],
    }),
  }),
})
