import { text, uuid } from '#core/resources/fields'

const id = uuid({ nullable: false })
const always = text({ nullable: false })

export const customerSummary = {
  id,
  code: always,
  name: always,
  email: text(),
  phone: text(),
  customer_type: always,
  status: always,
}

/** The lead that a record came from, as that record shows it: leads stand on customers and deals. */
export const leadSummary = {
  id,
  code: always,
  name: always,
  company: text(),
}

/** The company that another one belongs to. */
export const parentSummary = { id, code: always, name: always }

/** The human who an individual customer is, as that customer shows them: people stand on customers. */
export const individualSummary = { id, code: always, name: always, email: text(), phone: text() }
