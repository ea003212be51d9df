import { text, uuid } from '#core/resources/fields'

/** A template, as what was written by it shows it. */
export const emailTemplateSummary = {
  id: uuid({ nullable: false }),
  name: text({ nullable: false }),
  subject: text({ nullable: false }),
}
