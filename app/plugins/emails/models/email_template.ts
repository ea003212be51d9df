import { compose } from '@adonisjs/core/helpers'
import { EmailTemplateSchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** A subject and a body in Markdown, both with variables. */
export default class EmailTemplate extends compose(
  EmailTemplateSchema,
  OrganizationScoped,
  EmitsEvents('email-templates'),
  Authored,
  Versioned
) {
  static override table = 'email_templates'
}
