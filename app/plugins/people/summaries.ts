import { text, uuid } from '#core/resources/fields'

const always = text({ nullable: false })

export const personSummary = {
  id: uuid({ nullable: false }),
  code: always,
  name: always,
  email: text(),
  phone: text(),
  job_title: text(),
}
