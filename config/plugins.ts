import access from '#plugins/access/index'
import activities from '#plugins/activities/index'
import associations from '#plugins/associations/index'
import attachments from '#plugins/attachments/index'
import currencies from '#plugins/currencies/index'
import customFields from '#plugins/custom-fields/index'
import customers from '#plugins/customers/index'
import deals from '#plugins/deals/index'
import duplicates from '#plugins/duplicates/index'
import employees from '#plugins/employees/index'
import emails from '#plugins/emails/index'
import identity from '#plugins/identity/index'
import imports from '#plugins/imports/index'
import type { Plugin } from '#core/plugins/api'
import leads from '#plugins/leads/index'
import people from '#plugins/people/index'
import loyalty from '#plugins/loyalty/index'
import notifications from '#plugins/notifications/index'
import products from '#plugins/products/index'
import reports from '#plugins/reports/index'
import vendors from '#plugins/vendors/index'
import webhooks from '#plugins/webhooks/index'

/**
 * Every module there is: what is not listed here does not exist. They start in
 * the order of what they require, then of `after`, then of this list.
 *
 * Read by every command, also before there are settings: nothing in here, or in
 * a manifest, may touch a service or '#start/env'.
 */
const plugins: readonly Plugin[] = [
  identity,
  access,
  associations,
  attachments,
  currencies,
  customFields,
  customers,
  employees,
  vendors,
  deals,
  people,
  leads,
  emails,
  activities,
  reports,
  imports,
  notifications,
  duplicates,
  loyalty,
  products,
  webhooks,
]

export default plugins
