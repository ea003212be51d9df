import { text, uuid } from '#core/resources/fields'

const id = uuid({ nullable: false })
const always = text({ nullable: false })
const fullName = `concat_ws(' ', {}.first_name, {}.last_name)`

export const employeeSummary = {
  id,
  code: always,
  full_name: text({ sql: fullName, nullable: false }),
  email: text(),
  phone: text(),
  department: text(),
  job_title: text(),
  status: always,
}

/** Who somebody is, and no more. */
export const employeeNameSummary = {
  id,
  full_name: employeeSummary.full_name,
  email: text(),
}
