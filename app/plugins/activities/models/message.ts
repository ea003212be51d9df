import { compose } from '@adonisjs/core/helpers'
import { ActivitySchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { beforeChangeOf } from '#core/resources/records/changes'
import { Activity } from '#plugins/activities/models/concerns/activity'

/** An e-mail or another message, written down. */
export default class Message extends compose(
  ActivitySchema,
  OrganizationScoped,
  EmitsEvents('messages'),
  Authored,
  SoftDeletable,
  Versioned,
  Activity('messages')
) {
  static override table = 'messages'

  /** One message has one id, with its brackets or without. */
  @beforeChangeOf('messageId', 'inReplyTo')
  static nameAlike(message: Message) {
    message.messageId = withoutBrackets(message.messageId)
    message.inReplyTo = withoutBrackets(message.inReplyTo)
  }
}

function withoutBrackets(id: string | null | undefined): string | null {
  return id?.trim().replace(/^<(.*)>$/, '$1') || null
}
