/*
|--------------------------------------------------------------------------
| What the tests of a plugin may use
|--------------------------------------------------------------------------
|
| "headless-crm/testing": the same for a plugin in a folder and for one in a
| package, whose tests "node ace plugin:test" runs in an application. Nothing
| else of tests/support is promised to stay as it is.
|
*/

export { assignRole, makeRole } from '#tests/support/access'
export { api } from '#tests/support/api'
export { restoreClock, setClock } from '#tests/support/clock'
export { makeCustomer, makeCustomers } from '#tests/support/customers'
export { makeDeal, makeDeals } from '#tests/support/deals'
export { makeEmployee } from '#tests/support/employees'
export { announce } from '#tests/support/events'
export { forgetJobs, runJob, runJobs, type Ran } from '#tests/support/jobs'
export { makeLead, makeLeads } from '#tests/support/leads'
export { Mailbox, type ReceivedMail } from '#tests/support/mailbox'
export { OtherSystem, type ReceivedRequest } from '#tests/support/other_system'
export {
  PASSWORD,
  hire,
  hireWith,
  makeCompany,
  makePersona,
  type Company,
  type Member,
  type Persona,
} from '#tests/support/personas'
export { bring, turnOn, turnOnAll } from '#tests/support/plugins'
export { makeVendor } from '#tests/support/vendors'
export { enter, type SeenPage, type Visitor } from '#tests/support/visitor'
